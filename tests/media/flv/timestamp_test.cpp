#include "media/flv/timestamp.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace media::flv {
namespace {

using testing::ElementsAre;

std::vector<std::int64_t> unwrapped(std::vector<std::uint32_t> timestamps) {
  TimestampUnwrapper unwrapper;
  std::vector<std::int64_t> times;
  for (const std::uint32_t timestamp : timestamps) times.push_back(unwrapper.unwrap(timestamp));
  return times;
}

TEST(FlvTimestamps, begin_where_the_source_does) {
  EXPECT_THAT(unwrapped({0xFFFFFFFF}), ElementsAre(4294967295));
}

TEST(FlvTimestamps, run_on_over_the_end_of_32_bits) {
  EXPECT_THAT(unwrapped({0xFFFFFFF0, 0x10}), ElementsAre(4294967280, 4294967312));
}

TEST(FlvTimestamps, run_on_over_the_end_again_and_again) {
  EXPECT_THAT(unwrapped({0xFFFFFFFF, 0, 0x70000000, 0xE0000000, 0xFFFFFFFF, 0}),
              ElementsAre(4294967295, 4294967296, 6174015488, 8053063680, 8589934591, 8589934592));
}

TEST(FlvTimestamps, run_on_over_the_end_of_the_31_bits_of_ffmpeg) {
  EXPECT_THAT(unwrapped({0x7FFFFFF0, 0x10, 0x20}), ElementsAre(2147483632, 2147483664, 2147483680));
}

TEST(FlvTimestamps, hand_on_a_smaller_step_back) {
  EXPECT_THAT(unwrapped({1'000'000, 0, 40}), ElementsAre(1'000'000, 0, 40));
}

TEST(FlvTimestamps, hand_on_a_step_back_of_half_the_range) {
  EXPECT_THAT(unwrapped({0xF0000000, 0x70000000}), ElementsAre(4026531840, 1879048192));
}

TEST(FlvTimestamps, hand_on_a_step_forward_of_any_size) {
  EXPECT_THAT(unwrapped({0, 0xFFFFFFFF}), ElementsAre(0, 4294967295));
}

TEST(FlvTimestamps, know_a_late_packet_from_before_the_wrap) {
  EXPECT_THAT(unwrapped({0xFFFFFFF0, 0x10, 0xFFFFFFF8, 0x18}),
              ElementsAre(4294967280, 4294967312, 4294967288, 4294967320));
}

}  // namespace
}  // namespace media::flv
