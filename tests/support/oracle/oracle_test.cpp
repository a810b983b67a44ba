#include "tests/support/oracle/oracle.hpp"

#include <gtest/gtest.h>

#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/server.hpp"

namespace support {
namespace {

TEST(Oracle, sees_the_pictures_of_a_file) {
  const auto opinion = ask_oracle(clips::path("h264.mp4"));
  const auto& video = opinion.track("video");
  EXPECT_EQ(video.codec, "h264");
  EXPECT_EQ(video.width, 640);
  EXPECT_EQ(video.height, 360);
  EXPECT_DOUBLE_EQ(video.frame_rate, 25);
  EXPECT_EQ(video.packets, 200U);
  EXPECT_EQ(video.keyframes, 4U);
  EXPECT_EQ(video.gop_packets, (std::vector<std::uint64_t>{50, 50, 50}));
}

TEST(Oracle, sees_the_sound_of_a_file) {
  const auto opinion = ask_oracle(clips::path("aac.mp4"));
  const auto& audio = opinion.track("audio");
  EXPECT_EQ(audio.codec, "aac");
  EXPECT_EQ(audio.sample_rate, 48000);
  EXPECT_EQ(audio.channels, 2);
}

TEST(Oracle, reports_what_ffprobe_cannot_read) {
  EXPECT_THROW(ask_oracle("/no/such/file"), std::runtime_error);
}

TEST(Oracle, says_that_there_is_no_such_track) {
  EXPECT_THROW(ask_oracle(clips::path("aac.mp4")).track("video"), std::runtime_error);
}

struct Case {
  const char* query;
  const char* video;
  const char* audio;
  std::uint64_t audio_packets;  // in two seconds, the packet at 2.0 s included where there is one
};

class OriginStream : public testing::TestWithParam<Case> {};

/// The origin's muxer against a reader that no one here wrote. A GOP is cached, a second is played.
TEST_P(OriginStream, is_read_by_ffprobe) {
  origin::Server server;
  const auto opinion =
      ask_oracle(server.url(std::string("/live/a.flv?end_after=1&") + GetParam().query));
  if (*GetParam().video) {
    EXPECT_EQ(opinion.track("video").codec, GetParam().video);
    EXPECT_EQ(opinion.track("video").packets, 51U);
    EXPECT_EQ(opinion.track("video").gop_packets, (std::vector<std::uint64_t>{50}));
  }
  if (*GetParam().audio) {
    EXPECT_EQ(opinion.track("audio").codec, GetParam().audio);
    EXPECT_EQ(opinion.track("audio").packets, GetParam().audio_packets);
  }
}

INSTANTIATE_TEST_SUITE_P(Forms, OriginStream,
                         testing::Values(Case{"", "h264", "aac", 94},
                                         Case{"chunked=1", "h264", "aac", 94},
                                         Case{"video=hd", "h264", "aac", 94},
                                         Case{"video=tiny&bytes=1", "h264", "aac", 94},
                                         Case{"start_ts=4294966296", "h264", "aac", 94},
                                         Case{"audio=none", "h264", "", 0},
                                         Case{"video=none", "", "aac", 94},
                                         Case{"audio=mp3", "h264", "mp3", 84},
                                         Case{"audio=alaw", "h264", "pcm_alaw", 101},
                                         Case{"audio=mulaw", "h264", "pcm_mulaw", 101}));

}  // namespace
}  // namespace support
