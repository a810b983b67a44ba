#include "core/schedule/spread.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace core::schedule {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

std::uint64_t seed_of(std::size_t stream) {
  return std::hash<std::string>{}("project/stream-" + std::to_string(stream));
}

/// How many of `streams` have their time in each tenth of `width`.
std::vector<std::size_t> tenths(std::size_t streams, Nanos width,
                                const std::function<Nanos(std::uint64_t)>& time_of) {
  std::vector<std::size_t> counts(10);
  for (std::size_t i = 0; i < streams; ++i) {
    ++counts.at(static_cast<std::size_t>(time_of(seed_of(i)) * 10 / width));
  }
  return counts;
}

TEST(Spread, starts_a_thousand_streams_over_a_second) {
  const auto counts = tenths(
      1000, seconds(1), [](std::uint64_t seed) { return first_delay(seed, 1000, seconds(30)); });
  for (const std::size_t count : counts) EXPECT_NEAR(static_cast<double>(count), 100, 50);
}

TEST(Spread, starts_ten_thousand_streams_within_their_interval) {
  for (std::size_t i = 0; i < 1000; ++i) {
    EXPECT_LT(first_delay(seed_of(i), 10'000, seconds(2)), seconds(2));
  }
}

TEST(Spread, starts_few_streams_at_once) {
  EXPECT_EQ(first_delay(seed_of(1), 9, seconds(30)), Nanos{});
  EXPECT_EQ(place_in(seconds(30), seed_of(1), 9), Nanos{});
}

TEST(Spread, places_later_checks_over_the_whole_interval) {
  const auto counts = tenths(1000, seconds(30),
                             [](std::uint64_t seed) { return place_in(seconds(30), seed, 1000); });
  for (const std::size_t count : counts) EXPECT_NEAR(static_cast<double>(count), 100, 50);
}

TEST(NextCheck, is_the_planned_one_while_that_lies_ahead) {
  const engine::Time planned{seconds(100)};
  EXPECT_EQ(next_check(planned, seconds(30), planned - milliseconds(1)), planned);
}

TEST(NextCheck, is_an_interval_later_once_the_planned_one_has_begun) {
  const engine::Time planned{seconds(100)};
  EXPECT_EQ(next_check(planned, seconds(30), planned), planned + seconds(30));
  EXPECT_EQ(next_check(planned, seconds(30), planned + seconds(10)), planned + seconds(30));
}

TEST(NextCheck, leaves_out_those_that_a_long_check_has_missed) {
  const engine::Time planned{seconds(100)};
  EXPECT_EQ(next_check(planned, seconds(30), planned + seconds(65)), planned + seconds(90));
}

}  // namespace
}  // namespace core::schedule
