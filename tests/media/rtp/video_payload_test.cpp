#include "media/rtp/video_payload.hpp"

#include <gtest/gtest.h>

#include "media/rtp/whole_packets.hpp"
#include "tests/media/rtp/packets.hpp"

namespace media::rtp {
namespace {

using media::test::bytes_of_hex;
using test::UnitRecorder;
using test::Written;

struct Row {
  const char* name;
  ReadVideoPayload read;
  const char* payload;
  std::size_t size;  // of the frame's piece
  bool is_keyframe;
};

constexpr Row rows[] = {
    {"jpeg_begins", &read_jpeg_payload, "00 000000 01 32 28 1E AABB", 2, true},
    {"jpeg_goes_on", &read_jpeg_payload, "00 000578 01 32 28 1E AABB", 2, false},
    {"jpeg_with_restarts", &read_jpeg_payload, "00 000000 41 32 28 1E 0000FFFF AABB", 2, true},
    {"jpeg_with_tables", &read_jpeg_payload, "00 000000 01 FF 28 1E 00 00 0003 010203 AABB", 2,
     true},
    {"jpeg_goes_on_without_tables", &read_jpeg_payload, "00 000578 01 FF 28 1E AABB", 2, false},
    {"vp8_key", &read_vp8_payload, "10 30 01 00 9D012A 4001 F000", 10, true},
    {"vp8_delta", &read_vp8_payload, "10 31 01 00 AA", 4, false},
    {"vp8_goes_on", &read_vp8_payload, "00 30 01", 2, false},
    {"vp8_second_partition", &read_vp8_payload, "11 30 01", 2, false},
    {"vp8_with_extensions", &read_vp8_payload, "90 F0 8001 05 20 31 01", 2, false},
    {"vp8_with_a_short_picture", &read_vp8_payload, "90 80 01 30 01", 2, true},
    {"vp9_key", &read_vp9_payload, "08 82 498342 00 13F0 0EF0", 9, true},
    {"vp9_delta", &read_vp9_payload, "48 86 00", 2, false},
    {"vp9_goes_on", &read_vp9_payload, "00 82 49", 2, false},
    {"vp9_with_a_picture_and_layers", &read_vp9_payload, "A8 8001 00 05 82 498342 00 13F0 0EF0", 9,
     true},
    {"vp9_upper_layer", &read_vp9_payload, "28 02 05 82 498342", 4, false},
    {"vp9_flexible_with_references", &read_vp9_payload, "58 03 02 86 00", 2, false},
    {"vp9_with_a_structure", &read_vp9_payload, "0A 18 01400168 01 04 01 82 498342 00 13F0 0EF0", 9,
     true},
    {"mpeg4_intra", &read_mpeg4_payload, "000001B0 01 000001B6 10 AA", 11, true},
    {"mpeg4_predicted", &read_mpeg4_payload, "000001B6 50 AA", 6, false},
    {"mpeg4_goes_on", &read_mpeg4_payload, "AABBCC", 3, false},
    {"mpeg4_cut", &read_mpeg4_payload, "000001B6", 4, false},
};

class VideoPayload : public testing::TestWithParam<Row> {};

TEST_P(VideoPayload, is_a_piece_of_a_frame) {
  const auto bytes = bytes_of_hex(GetParam().payload);
  const auto piece = GetParam().read(bytes);
  ASSERT_TRUE(piece);
  EXPECT_EQ(piece->bytes.size(), GetParam().size);
  EXPECT_EQ(piece->is_keyframe, GetParam().is_keyframe);
}

INSTANTIATE_TEST_SUITE_P(Rows, VideoPayload, testing::ValuesIn(rows),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(VideoPayloads, cut_within_their_header_are_none) {
  const std::pair<ReadVideoPayload, const char*> headers[] = {
      {&read_jpeg_payload, "00 000000 41 FF 28 1E 0000FFFF 00 00 0003 010203"},
      {&read_vp8_payload, "90 F0 8001 05 20"},
      {&read_vp9_payload, "FA 8001 03 03 03 02 18 01400168 01 04 01"}};
  for (const auto& [read, text] : headers) {
    const auto header = bytes_of_hex(text);
    EXPECT_TRUE(read(header)) << text;
    for (std::size_t size = 0; size < header.size(); ++size) {
      EXPECT_FALSE(read(std::span(header).first(size))) << text << " " << size;
    }
  }
}

TEST(VideoPayloads, tell_the_size_of_the_picture) {
  const auto jpeg = bytes_of_hex("00 000000 01 32 28 1E AABB");
  EXPECT_EQ(read_jpeg_payload(jpeg)->facts, (VideoFacts{"Baseline", "", "yuvj420p", 320, 240, 0}));
  const auto vp8 = bytes_of_hex("10 30 01 00 9D012A 4001 F000");
  EXPECT_EQ(read_vp8_payload(vp8)->facts->width, 320U);
  const auto vp9 = bytes_of_hex("08 82 498342 00 13F0 0EF0");
  EXPECT_EQ(read_vp9_payload(vp9)->facts->width, 320U);
}

TEST(VideoPayloads, tell_no_size_that_has_no_room_in_the_header_of_jpeg) {
  const auto jpeg = bytes_of_hex("00 000000 00 32 00 00 AABB");
  EXPECT_EQ(read_jpeg_payload(jpeg)->facts, (VideoFacts{"Baseline", "", "yuvj422p", 0, 0, 0}));
}

TEST(VideoPayloads, are_put_together_to_frames) {
  UnitRecorder found;
  WholePackets video(true, 0, &read_vp8_payload);
  video.push(Written({.timestamp = 1}, "10 30 01 00 9D012A 4001 F000").packet, true, found);
  video.push(Written({.timestamp = 1, .marker = true}, "00 AABB").packet, true, found);
  video.push(Written({.timestamp = 2, .marker = true}, "10 31 01").packet, true, found);
  ASSERT_EQ(found.units.size(), 2U);
  EXPECT_TRUE(found.units[0].is_keyframe);
  EXPECT_EQ(found.units[0].size, 12U);
  EXPECT_FALSE(found.units[1].is_keyframe);
  EXPECT_EQ(found.videos.at(0).height, 240U);
}

}  // namespace
}  // namespace media::rtp
