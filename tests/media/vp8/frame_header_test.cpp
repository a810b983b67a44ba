#include "media/vp8/frame_header.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::vp8 {
namespace {

using test::bytes_of_hex;

// The first bytes of a clip by ffmpeg 5.1 and libvpx:
//   ffmpeg -f lavfi -i testsrc2=size=320x240:rate=25:duration=0.2 -c:v libvpx clip.webm
constexpr std::string_view keyframe = "706e00 9d012a 4001f000 000708858588";

VideoFacts facts_of(std::uint32_t width, std::uint32_t height) {
  VideoFacts facts;
  facts.pixel_format = "yuv420p";
  facts.width = width;
  facts.height = height;
  return facts;
}

TEST(Vp8FrameHeader, tells_the_size_of_a_key_frame) {
  EXPECT_EQ(read_keyframe_header(bytes_of_hex(keyframe)), facts_of(320, 240));
}

TEST(Vp8FrameHeader, leaves_the_scale_out) {
  EXPECT_EQ(read_keyframe_header(bytes_of_hex("10 00 00 9D012A 4041 F080")), facts_of(320, 240));
}

TEST(Vp8FrameHeader, tells_nothing_of_other_frames) {
  EXPECT_EQ(read_keyframe_header(bytes_of_hex("11 00 00 9D012A 4001 F000")), std::nullopt);
}

TEST(Vp8FrameHeader, tells_nothing_without_the_start_code) {
  EXPECT_EQ(read_keyframe_header(bytes_of_hex("10 00 00 9D012B 4001 F000")), std::nullopt);
}

TEST(Vp8FrameHeader, tells_nothing_of_an_empty_picture) {
  EXPECT_EQ(read_keyframe_header(bytes_of_hex("10 00 00 9D012A 0000 F000")), std::nullopt);
}

TEST(Vp8FrameHeader, tells_nothing_when_it_is_cut) {
  test::for_every_prefix(bytes_of_hex("10 00 00 9D012A 4001 F000"), [](auto prefix) {
    EXPECT_EQ(read_keyframe_header(prefix), std::nullopt) << prefix.size();
  });
}

}  // namespace
}  // namespace media::vp8
