#include "tests/support/origin/flv_muxer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/flv_tags.hpp"
#include "tests/support/origin/media_library.hpp"

namespace origin {
namespace {

using namespace std::string_literals;

FlvStream stream(const std::string& query) {
  static MediaLibrary library(clips::folder());
  Behaviour behaviour;
  set_parameters(behaviour, query);
  return *library.stream(behaviour);
}

std::string data_of(const Tag& tag) {
  return tag.bytes.substr(tag_header_size, tag.bytes.size() - tag_header_size - 4);
}

std::string header(const std::string& query) {
  return data_of(stream(query).sequence_headers.at(0));
}

std::string first(const std::string& query, TagType type) {
  const auto all = stream(query);
  return data_of(*std::find_if(all.media.begin(), all.media.end(),
                               [&](const Tag& tag) { return tag.type == type; }));
}

struct Form {
  const char* query;
  std::string header_begins;
  std::string keyframe_begins;
};

class FlvVideo : public testing::TestWithParam<Form> {};

TEST_P(FlvVideo, names_its_codec_and_carries_its_configuration) {
  EXPECT_TRUE(header(GetParam().query).starts_with(GetParam().header_begins));
}

TEST_P(FlvVideo, begins_with_a_keyframe) {
  EXPECT_TRUE(first(GetParam().query, TagType::video).starts_with(GetParam().keyframe_begins));
}

TEST_P(FlvVideo, has_four_keyframes_in_two_hundred_pictures) {
  const auto all = stream(GetParam().query);
  const auto is_picture = [](const Tag& tag) { return tag.type == TagType::video; };
  EXPECT_EQ(std::count_if(all.media.begin(), all.media.end(), is_picture), 200);
  for (const auto& tag : all.media) {
    ASSERT_EQ(tag.is_keyframe, is_picture(tag) && tag.time_ms % 2000 == 0) << tag.time_ms;
  }
}

// Each configuration record begins with its version; that of AV1 with marker and version, that of
// VP9 is profile 0.
INSTANTIATE_TEST_SUITE_P(
    Codecs, FlvVideo,
    testing::Values(
        Form{"audio=none&video=h264", "\x17\0\0\0\0\x01"s, "\x17\x01"s},
        Form{"audio=none&video=h264&enhanced_video=1", "\x90"s + "avc1\x01", "\x91"s + "avc1\0"s},
        Form{"audio=none&video=hevc", "\x1c\0\0\0\0\x01"s, "\x1c\x01"s},
        Form{"audio=none&video=hevc&enhanced_video=1", "\x90"s + "hvc1\x01", "\x91"s + "hvc1\0"s},
        Form{"audio=none&video=av1", "\x90"s + "av01\x81", "\x91"s + "av01"},
        Form{"audio=none&video=vp9", "\x90"s + "vp09\0"s, "\x91"s + "vp09"}));

class FlvAudio : public testing::TestWithParam<Form> {};

TEST_P(FlvAudio, names_its_codec_in_every_frame) {
  EXPECT_TRUE(first(GetParam().query, TagType::audio).starts_with(GetParam().keyframe_begins));
}

TEST_P(FlvAudio, carries_its_configuration_if_it_has_one) {
  const auto all = stream(GetParam().query);
  if (GetParam().header_begins.empty()) {
    EXPECT_TRUE(all.sequence_headers.empty());
  } else {
    EXPECT_TRUE(header(GetParam().query).starts_with(GetParam().header_begins));
  }
}

// AudioSpecificConfig of AAC LC, 48 kHz, stereo: 0x11 0x90.
INSTANTIATE_TEST_SUITE_P(
    Codecs, FlvAudio,
    testing::Values(
        Form{"video=none&audio=aac", "\xaf\0\x11\x90"s, "\xaf\x01"s},
        Form{"video=none&audio=aac&enhanced_audio=1", "\x90"s + "mp4a\x11\x90", "\x91"s + "mp4a"},
        Form{"video=none&audio=mp3", "", "\x2f\xff"s},
        Form{"video=none&audio=mp3&enhanced_audio=1", "", "\x91"s + ".mp3\xff"},
        Form{"video=none&audio=opus", "\x90"s + "OpusOpusHead\x01\x02", "\x91"s + "Opus"},
        Form{"video=none&audio=alaw", "", "\x72"s}, Form{"video=none&audio=mulaw", "", "\x82"s}));

TEST(FlvMuxer, composition_times_are_those_of_the_pictures) {
  const auto all = stream("audio=none");
  std::vector<std::uint32_t> shown;
  for (const auto& tag : all.media) {
    const auto data = data_of(tag);
    shown.push_back(tag.time_ms + static_cast<unsigned char>(data[4]) +
                    256U * static_cast<unsigned char>(data[3]));
  }
  std::sort(shown.begin(), shown.end());
  for (std::size_t n = 1; n < shown.size(); ++n) {
    ASSERT_EQ(shown[n] - shown[n - 1], 40U);
  }
}

TEST(FlvMuxer, repeats_the_video_as_a_second_track) {
  const auto all = stream("audio=none&video=hevc&enhanced_video=1&multitrack=1");
  EXPECT_EQ(all.media.size(), 400U);
  EXPECT_TRUE(data_of(all.sequence_headers.at(1)).starts_with("\x96\0hvc1\x01\x01"s));
  EXPECT_TRUE(data_of(all.media[1]).starts_with("\x96\x01hvc1\x01\0"s));
}

TEST(FlvMuxer, has_no_form_for_g711_by_fourcc) {
  EXPECT_THROW(stream("audio=alaw&enhanced_audio=1"), std::invalid_argument);
}

TEST(FlvMuxer, metadata_say_the_size) {
  const auto data = data_of(stream("").metadata);
  EXPECT_TRUE(data.starts_with("\x02\0\x0aonMetaData\x08"s));
  EXPECT_NE(data.find("\0\x05width\0\x40\x84\0\0\0\0\0\0"s), std::string::npos);  // 640.0
}

TEST(FlvMuxer, the_high_byte_of_a_timestamp_comes_last) {
  auto tag = tag_bytes(9, "data");
  put_timestamp(tag.data(), 0x12345678);
  EXPECT_EQ(tag.substr(4, 4), "\x34\x56\x78\x12");
}

}  // namespace
}  // namespace origin
