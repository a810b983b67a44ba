// Decides when to send to a receiver: not too soon, not too often, and not while it accepts
// nothing.
#pragma once

#include <algorithm>
#include <chrono>
#include <random>
#include <vex/vex.hpp>

namespace sinks::webhook {

/// At most this many requests in any minute; half of them, but at most ten, may be sent at once.
/// DingTalk blocks a sender that exceeds its limit for ten minutes.
class RateLimit {
 public:
  /// 0: no limit.
  explicit RateLimit(std::int64_t per_minute)
      : burst_(std::clamp<std::int64_t>(per_minute / 2, 1, most_at_once)),
        // The burst and what follows within a minute together do not exceed the limit.
        interval_(per_minute == 0 ? vex::Nanos{}
                                  : vex::Nanos(std::chrono::minutes(1)) /
                                        std::max<std::int64_t>(per_minute - burst_, 1)) {}

  /// When the next request may be sent.
  [[nodiscard]] vex::Nanos next() const noexcept { return full_at_ - interval_ * (burst_ - 1); }

  void count(vex::Nanos now) noexcept { full_at_ = std::max(full_at_, now) + interval_; }

 private:
  static constexpr std::int64_t most_at_once = 10;

  std::int64_t burst_;
  vex::Nanos interval_;
  vex::Nanos full_at_{vex::Nanos::min() / 2};  // when no request counts any more
};

/// Doubles the wait after each failure, up to a minute; half of it is random, so that many
/// exporters do not return together.
class Backoff {
 public:
  vex::Nanos next() {
    constexpr vex::Nanos longest = std::chrono::minutes(1);
    length_ = std::min(length_ * 2, longest);
    return length_ / 2 + vex::Nanos(std::uniform_int_distribution<std::int64_t>(
                             0, (length_ / 2).count())(chance_));
  }
  void reset() noexcept { length_ = shortest; }

 private:
  static constexpr vex::Nanos shortest = std::chrono::milliseconds(500);

  vex::Nanos length_ = shortest;
  std::minstd_rand chance_{std::random_device{}()};
};

}  // namespace sinks::webhook
