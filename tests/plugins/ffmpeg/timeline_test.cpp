#include "plugins/ffmpeg/timeline.hpp"

#include <gtest/gtest.h>

namespace ffmpeg {
namespace {

using std::chrono::milliseconds;

constexpr AVRational ninety_kilohertz{1, 90'000};
constexpr std::int64_t cycle = std::int64_t{1} << 33;

TEST(FfmpegTimeline, tells_nanoseconds) {
  Timeline timeline(ninety_kilohertz, 33);
  const auto times = timeline.take(90'000, 97'200);
  EXPECT_EQ(times.dts, milliseconds(1000));
  EXPECT_EQ(times.pts, milliseconds(1080));
}

TEST(FfmpegTimeline, goes_on_over_every_wrap) {
  Timeline timeline(ninety_kilohertz, 33);
  const auto begin = timeline.take(cycle - 3600, cycle - 3600).dts;
  EXPECT_EQ(timeline.take(0, 3600).dts - begin, milliseconds(40));
  EXPECT_EQ(timeline.take(3600, 3600).dts - begin, milliseconds(80));
  // FFmpeg undoes the first wrap itself; by then its timestamps are a whole cycle too large.
  EXPECT_EQ(timeline.take(cycle + 7200, cycle + 7200).dts - begin, milliseconds(120));
}

TEST(FfmpegTimeline, has_a_pts_beyond_the_wrap_of_its_dts) {
  Timeline timeline(ninety_kilohertz, 33);
  const auto times = timeline.take(cycle - 3600, 3600);
  EXPECT_EQ(times.pts - times.dts, milliseconds(80));
}

TEST(FfmpegTimeline, steps_back_where_the_source_does) {
  Timeline timeline(ninety_kilohertz, 33);
  const auto begin = timeline.take(9'000'000, 9'000'000).dts;
  EXPECT_EQ(timeline.take(0, 0).dts - begin, -std::chrono::seconds(100));
}

TEST(FfmpegTimeline, wraps_nothing_that_has_64_bits) {
  Timeline timeline({1, 1000}, 64);
  EXPECT_EQ(timeline.take(cycle, cycle).dts, milliseconds(cycle));
}

TEST(FfmpegTimeline, takes_one_timestamp_for_the_other_that_is_missing) {
  Timeline timeline({1, 1000}, 64);
  EXPECT_EQ(timeline.take(AV_NOPTS_VALUE, 40).dts, milliseconds(40));
  EXPECT_EQ(timeline.take(80, AV_NOPTS_VALUE).pts, milliseconds(80));
}

TEST(FfmpegTimeline, goes_on_by_the_length_of_a_frame_where_that_is_known) {
  Timeline timeline({1, 1000}, 64);
  timeline.take(40, 40);
  EXPECT_EQ(timeline.take_next(milliseconds(21)).dts, milliseconds(61));
  EXPECT_EQ(timeline.take_next(milliseconds(21)).pts, milliseconds(82));
  EXPECT_EQ(timeline.take(104, 104).dts, milliseconds(104));
}

TEST(FfmpegTimeline, stands_still_where_nothing_is_told) {
  Timeline timeline({1, 1000}, 64);
  timeline.take(40, 40);
  EXPECT_EQ(timeline.take(AV_NOPTS_VALUE, AV_NOPTS_VALUE).dts, milliseconds(40));
}

TEST(FfmpegTimeline, stands_still_where_a_timestamp_is_beyond_all_clocks) {
  Timeline timeline({1000, 1}, 64);
  timeline.take(1, 1);
  for (const std::int64_t value : {INT64_MAX, INT64_MIN + 1, INT64_MAX / 5}) {
    EXPECT_EQ(timeline.take(value, value).dts, std::chrono::seconds(1000)) << value;
  }
}

}  // namespace
}  // namespace ffmpeg
