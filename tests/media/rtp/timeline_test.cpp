#include "media/rtp/timeline.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace media::rtp {
namespace {

using namespace std::chrono_literals;

TEST(Timeline, begins_at_the_first_timestamp) {
  Timeline timeline(90000);
  EXPECT_EQ(timeline.time_of(123456), 0ns);
  EXPECT_EQ(timeline.time_of(123456 + 90000), 1s);
}

TEST(Timeline, begins_where_it_is_told_to) {
  Timeline timeline(90000);
  timeline.set_origin(90000);
  EXPECT_EQ(timeline.time_of(180000), 1s);
}

TEST(Timeline, begins_at_the_first_timestamp_when_it_was_told_nonsense) {
  Timeline timeline(90000);
  timeline.set_origin(0);
  EXPECT_EQ(timeline.time_of(90000 * 11), 0ns);
}

TEST(Timeline, goes_on_behind_the_wrap) {
  Timeline timeline(90000);
  (void)timeline.time_of(0xFFFFFFFF - 44999);
  EXPECT_EQ(timeline.time_of(45000), 1s);
}

TEST(Timeline, keeps_a_step_back_across_the_wrap) {
  Timeline timeline(90000);
  (void)timeline.time_of(45000);
  EXPECT_EQ(timeline.time_of(0xFFFFFFFF - 44999), -1s);
}

TEST(Timeline, is_exact_after_days) {
  Timeline timeline(90000);
  std::uint32_t timestamp = 0;
  nanoseconds last = timeline.time_of(timestamp);
  for (int hour = 0; hour < 100; ++hour) last = timeline.time_of(timestamp += 90000U * 3600U);
  EXPECT_EQ(last, 100h);
}

TEST(Timeline, is_not_moved_by_what_it_only_places) {
  Timeline timeline(90000);
  EXPECT_EQ(timeline.place_of(90000), std::nullopt);
  (void)timeline.time_of(0);
  EXPECT_EQ(timeline.place_of(90000), 1s);
  EXPECT_EQ(timeline.place_of(0x7FFFFFFF), 23860s + 929411111ns);
  EXPECT_EQ(timeline.time_of(0xFFFFFFFF - 89999), -1s);
}

std::vector<nanoseconds> decode_times(std::initializer_list<int> presentation_ms) {
  DecodeTimes times;
  std::vector<nanoseconds> decode;
  for (const int ms : presentation_ms) decode.push_back(times.next(std::chrono::milliseconds(ms)));
  return decode;
}

TEST(DecodeTimes, are_the_presentation_times_without_reordering) {
  EXPECT_EQ(decode_times({0, 40, 80}), (std::vector<nanoseconds>{0ms, 40ms, 80ms}));
}

TEST(DecodeTimes, never_step_back_while_the_delay_is_being_learnt) {
  const auto times = decode_times({0, 120, 40, 80, 240, 160, 200});
  for (std::size_t i = 1; i < times.size(); ++i) EXPECT_GT(times[i], times[i - 1]) << i;
}

TEST(DecodeTimes, stand_still_where_presentation_times_come_again) {
  const auto times = decode_times({0, 120, 40, 80, 120, 40, 80, 120, 40, 80});
  for (std::size_t i = 4; i < times.size(); ++i) EXPECT_EQ(times[i], times[3]) << i;
}

TEST(DecodeTimes, are_evenly_spaced_once_the_delay_is_learnt) {
  const auto times = decode_times({0, 120, 40, 80, 240, 160, 200, 360, 280, 320});
  EXPECT_EQ(times[6] - times[5], 40ms);
  EXPECT_EQ(times[9] - times[8], 40ms);
}

TEST(DecodeTimes, learn_the_delay_of_a_pyramid) {
  // Decoding order of a hierarchy of B frames: 0 4 2 1 3 8 6 5 7 12 10 9 11, 40 ms each.
  const auto times =
      decode_times({0, 160, 80, 40, 120, 320, 240, 200, 280, 480, 400, 360, 440, 640});
  EXPECT_EQ(times[11] - times[10], 40ms);
  EXPECT_EQ(times[12] - times[11], 40ms);
}

TEST(DecodeTimes, follow_a_source_whose_clock_steps_back) {
  EXPECT_EQ(decode_times({0, 10'000, 1'000}).back(), 1s);
}

}  // namespace
}  // namespace media::rtp
