#include "core/schedule/backoff.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

namespace core::schedule {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::Each;
using testing::Ge;
using testing::Le;

/// Of many streams that fail at the same time, after so many failures before.
std::vector<Nanos> waits(int failures) {
  std::vector<Nanos> all;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    Backoff backoff(seed * 0x9e3779b97f4a7c15);
    for (int i = 0; i < failures; ++i) backoff.next(Nanos{});
    all.push_back(backoff.next(Nanos{}));
  }
  return all;
}

Nanos longest(const std::vector<Nanos>& all) { return *std::max_element(all.begin(), all.end()); }
Nanos shortest(const std::vector<Nanos>& all) { return *std::min_element(all.begin(), all.end()); }

TEST(Backoff, spreads_the_first_tries_too) {
  const auto first = waits(0);
  EXPECT_THAT(first, Each(AllOf(Ge(seconds(1)), Le(seconds(2)))));
  EXPECT_GT(longest(first) - shortest(first), std::chrono::milliseconds(900));
}

TEST(Backoff, waits_up_to_twice_as_long_after_each_failure) {
  const auto third = waits(2);
  EXPECT_THAT(third, Each(AllOf(Ge(seconds(1)), Le(seconds(8)))));
  EXPECT_GT(longest(third), seconds(7));
  EXPECT_LT(shortest(third), seconds(2));
}

TEST(Backoff, never_waits_longer_than_a_minute) {
  const auto late = waits(40);
  EXPECT_THAT(late, Each(AllOf(Ge(seconds(1)), Le(seconds(60)))));
  EXPECT_GT(longest(late), seconds(55));
}

TEST(Backoff, begins_anew_after_a_minute_of_health) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Backoff backoff(seed);
    for (int i = 0; i < 10; ++i) backoff.next(Nanos{});
    EXPECT_LE(backoff.next(seconds(60)), seconds(2));
    EXPECT_LE(backoff.next(Nanos{}), seconds(4));
  }
}

TEST(Backoff, does_not_begin_anew_after_less) {
  Nanos sum{};
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Backoff backoff(seed);
    for (int i = 0; i < 10; ++i) backoff.next(Nanos{});
    sum += backoff.next(seconds(59));
  }
  EXPECT_GT(sum / 100, seconds(20));  // 30.5 s expected, 1.5 s after a new beginning
}

}  // namespace
}  // namespace core::schedule
