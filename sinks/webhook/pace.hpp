// When a receiver is told: not too soon, not too often, and not while it takes nothing.
#pragma once

#include <algorithm>
#include <random>
#include <vex/vex.hpp>

namespace sinks::webhook {

/// So many requests a minute, of which some may come at once.
class RateLimit {
 public:
  /// 0: no limit.
  explicit RateLimit(std::int64_t per_minute)
      : interval_(per_minute == 0 ? vex::Nanos{}
                                  : vex::Nanos(std::chrono::minutes(1)) / per_minute) {}

  /// When the next request may go.
  [[nodiscard]] vex::Nanos next() const noexcept { return full_at_ - interval_ * (burst - 1); }

  void count(vex::Nanos now) noexcept { full_at_ = std::max(full_at_, now) + interval_; }

 private:
  static constexpr int burst = 10;

  vex::Nanos interval_;
  vex::Nanos full_at_{vex::Nanos::min() / 2};  // when no request counts any longer
};

/// Waits twice as long after each failure, up to a minute, and half of it by chance, so that many
/// exporters do not come back together.
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
