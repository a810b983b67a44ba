// How long to wait before the next attempt.
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace core::schedule {

using Nanos = std::chrono::nanoseconds;

/// Exponential with full jitter, 1 s to 60 s, so that a thousand streams of one dead origin do not
/// come back in step, the first time neither. A minute of health starts it anew.
class Backoff {
 public:
  explicit Backoff(std::uint64_t seed) : random_(static_cast<std::uint32_t>(seed ^ seed >> 32)) {}

  /// To be called after a run that was healthy for `health`.
  Nanos next(Nanos health) {
    if (health >= healthy_enough) ceiling_ = first_ceiling;
    const Nanos delay(
        std::uniform_int_distribution<Nanos::rep>(shortest.count(), ceiling_.count())(random_));
    ceiling_ = std::min<Nanos>(2 * ceiling_, longest);
    return delay;
  }

 private:
  static constexpr Nanos shortest = std::chrono::seconds(1);
  static constexpr Nanos first_ceiling = 2 * shortest;  // the first waits have jitter too
  static constexpr Nanos longest = std::chrono::seconds(60);
  static constexpr Nanos healthy_enough = std::chrono::minutes(1);

  std::minstd_rand random_;
  Nanos ceiling_ = first_ceiling;
};

}  // namespace core::schedule
