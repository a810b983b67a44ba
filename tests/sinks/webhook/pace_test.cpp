#include "sinks/webhook/pace.hpp"

#include <gtest/gtest.h>

#include <deque>

namespace sinks::webhook {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(RateLimit, lets_ten_go_at_once_and_then_one_by_one) {
  RateLimit limit(20);
  const vex::Nanos now = std::chrono::hours(1);
  for (int i = 0; i < 10; ++i) {
    ASSERT_LE(limit.next(), now) << i;
    limit.count(now);
  }
  EXPECT_EQ(limit.next(), now + seconds(6));
  limit.count(now + seconds(6));
  EXPECT_EQ(limit.next(), now + seconds(12));
}

TEST(RateLimit, holds_in_any_minute) {
  for (const std::int64_t per_minute : {1, 2, 3, 5, 20, 100}) {
    RateLimit limit(per_minute);
    std::deque<vex::Nanos> sent;
    vex::Nanos now = std::chrono::hours(1);
    for (int i = 0; i < 1000; ++i) {
      now = std::max(now, limit.next());
      limit.count(now);
      sent.push_back(now);
      while (now - sent.front() >= seconds(60)) sent.pop_front();
      ASSERT_LE(static_cast<std::int64_t>(sent.size()), per_minute) << i;
      if (i % 100 == 99) now += std::chrono::minutes(5);  // quiet, then the next storm
    }
  }
}

TEST(RateLimit, is_none_at_zero) {
  RateLimit limit(0);
  for (int i = 0; i < 1000; ++i) limit.count(seconds(1));
  EXPECT_LE(limit.next(), seconds(1));
}

TEST(Backoff, doubles_up_to_a_minute_and_begins_anew_after_success) {
  Backoff backoff;
  vex::Nanos full = seconds(1);
  for (int i = 0; i < 10; ++i) {
    const vex::Nanos delay = backoff.next();
    EXPECT_GE(delay, full / 2);
    EXPECT_LE(delay, full);
    full = std::min<vex::Nanos>(full * 2, seconds(60));
  }
  backoff.reset();
  EXPECT_LE(backoff.next(), seconds(1));
  EXPECT_GE(backoff.next(), milliseconds(1000));
}

}  // namespace
}  // namespace sinks::webhook
