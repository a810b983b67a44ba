#include "media/flv/video_body.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"

namespace media::flv {

void PrintTo(const VideoBody& body, std::ostream* out) {
  *out << "{" << static_cast<int>(body.content) << ", " << name_of(body.codec)
       << (body.is_keyframe ? ", key, " : ", ") << body.composition_time_ms << " ms, "
       << body.presentation_offset_ns << " ns, " << body.header_size << " bytes}";
}

namespace {

using media::test::bytes_of_hex;

struct Row {
  const char* name;
  const char* hex;
  VideoBody body;
};

// Every body has one byte of payload, 65, unless it is about having none.
const Row rows[] = {
    {"H.264, key", "17 01 000000 65", {Content::frame, Codec::h264, true, 0, 0, 5}},
    {"H.264, inter", "27 01 000000 65", {Content::frame, Codec::h264, false, 0, 0, 5}},
    {"H.264, disposable", "37 01 000000 65", {Content::frame, Codec::h264, false, 0, 0, 5}},
    {"H.264, generated key", "47 01 000000 65", {Content::frame, Codec::h264, false, 0, 0, 5}},
    {"composition time", "27 01 7FFFFF 65", {Content::frame, Codec::h264, false, 8388607, 0, 5}},
    {"negative composition time",
     "27 01 800000 65",
     {Content::frame, Codec::h264, false, -8388608, 0, 5}},
    {"sequence header", "17 00 000000 65", {Content::configuration, Codec::h264, true, 0, 0, 5}},
    {"end of sequence", "17 02 000000", {Content::end_of_sequence, Codec::h264, true, 0, 0, 5}},
    {"unknown packet type", "17 03 000000 65", {Content::other, Codec::h264, true, 0, 0, 5}},
    {"no payload", "27 01 000000", {Content::other, Codec::h264, false, 0, 0, 5}},
    {"command", "57 00", {Content::other, Codec::h264, false, 0, 0, 1}},
    {"HEVC by number", "1C 01 000028 65", {Content::frame, Codec::hevc, true, 40, 0, 5}},
    {"HEVC's sequence header by number",
     "1C 00 000000 65",
     {Content::configuration, Codec::hevc, true, 0, 0, 5}},
    {"Sorenson H.263", "12 65", {Content::frame, Codec::sorenson_h263, true, 0, 0, 1}},
    {"screen video", "13 65", {Content::frame, Codec::screen_video, true, 0, 0, 1}},
    {"VP6", "24 65", {Content::frame, Codec::vp6, false, 0, 0, 1}},
    {"an unknown number", "1D 65", {Content::frame, Codec::unsupported, true, 0, 0, 1}},

    {"avc1, coded frames", "91 61766331 000028 65", {Content::frame, Codec::h264, true, 40, 0, 8}},
    {"avc1, coded frames X", "93 61766331 65", {Content::frame, Codec::h264, true, 0, 0, 5}},
    {"hvc1, coded frames",
     "A1 68766331 FFFFD8 65",
     {Content::frame, Codec::hevc, false, -40, 0, 8}},
    {"hvc1, coded frames X", "A3 68766331 65", {Content::frame, Codec::hevc, false, 0, 0, 5}},
    {"av01, coded frames", "91 61763031 65", {Content::frame, Codec::av1, true, 0, 0, 5}},
    {"vp09, coded frames", "91 76703039 65", {Content::frame, Codec::vp9, true, 0, 0, 5}},
    {"vp08, coded frames", "91 76703038 65", {Content::frame, Codec::vp8, true, 0, 0, 5}},
    {"an unknown FourCC", "91 77777777 65", {Content::frame, Codec::unsupported, true, 0, 0, 5}},
    {"sequence start", "90 68766331 65", {Content::configuration, Codec::hevc, true, 0, 0, 5}},
    {"sequence end", "92 68766331", {Content::end_of_sequence, Codec::hevc, true, 0, 0, 5}},
    {"colour information", "94 68766331 65", {Content::other, Codec::hevc, true, 0, 0, 5}},
    {"MPEG-2 TS sequence start", "95 61763031 65", {Content::other, Codec::av1, true, 0, 0, 5}},
    {"extended command", "D1 00", {Content::other, Codec::unsupported, false, 0, 0, 1}},
    {"multitrack",
     "96 01 61766331 00 000000 65",
     {Content::multitrack, Codec::unsupported, true, 0, 0, 1}},
    {"nanoseconds",
     "97 02 0003E8 01 61766331 000000 65",
     {Content::frame, Codec::h264, true, 0, 1000, 13}},
    {"nanoseconds beyond a millisecond",
     "97 02 0F4240 01 61766331 000000 65",
     {Content::frame, Codec::h264, true, 0, 0, 13}},
    {"an unknown modifier",
     "97 00 FF F3 61766331 65",
     {Content::frame, Codec::h264, true, 0, 0, 8}},
    {"two modifiers",
     "97 00 FF F7 02 000001 03 61766331 65",
     {Content::frame, Codec::h264, true, 0, 1, 13}},
    {"a modifier before a multitrack",
     "97 00 FF F6 00 61766331 00 65",
     {Content::multitrack, Codec::unsupported, true, 0, 0, 4}},
};

TEST(FlvVideoBody, tells_what_is_in_it) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.hex);
    EXPECT_EQ(read_video_body(bytes, bytes.size()), row.body) << row.name;
  }
}

TEST(FlvVideoBody, asks_for_more_or_tells_the_same_from_less) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.hex);
    test::for_every_prefix(bytes, [&](auto prefix) {
      const auto body = read_video_body(prefix, bytes.size());
      EXPECT_TRUE(!body || *body == row.body) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(FlvVideoBody, is_nothing_when_it_is_too_short_for_its_headers) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.hex);
    for (std::size_t size = 0; size < row.body.header_size; ++size) {
      EXPECT_EQ(read_video_body(std::span(bytes).first(size), size), VideoBody{})
          << row.name << " of " << size;
    }
  }
}

TEST(FlvVideoBody, skips_a_modifier_of_more_than_256_bytes) {
  auto bytes = bytes_of_hex("97 FF 012B");  // 300 bytes
  bytes.resize(bytes.size() + 300);
  for (const std::byte byte : bytes_of_hex("F3 61766331 65")) bytes.push_back(byte);
  const VideoBody expected{Content::frame, Codec::h264, true, 0, 0, 309};
  EXPECT_EQ(read_video_body(bytes, bytes.size()), expected);
}

}  // namespace
}  // namespace media::flv
