// Counts how often a stream goes up and down.
#pragma once

#include <vex/abi.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace core::pipeline {

/// Remembers as many of the last changes between up and down as are needed to judge.
class Flapping {
 public:
  /// The period over which changes are counted.
  static constexpr vex_nanos span = 300'000'000'000;

  /// This many changes are flapping; below 1, nothing is.
  explicit Flapping(double limit)
      : limit_(limit >= 1 ? static_cast<std::size_t>(limit < most ? limit : most) : 0) {}

  /// `up` is VEX_NO or VEX_YES.
  void note(std::uint32_t up, vex_time now) {
    const bool is_change = up_ != VEX_UNKNOWN && up_ != up;
    up_ = up;
    if (!is_change || limit_ == 0) return;
    changes_.push_back(now);
    if (changes_.size() > limit_) changes_.erase(changes_.begin());
  }

  /// Changes within the period, at most `limit`.
  [[nodiscard]] std::size_t count(vex_time now) {
    std::erase_if(changes_, [now](vex_time change) { return now - change > span; });
    return changes_.size();
  }

  [[nodiscard]] std::size_t limit() const noexcept { return limit_; }

 private:
  static constexpr double most = 1000;

  std::size_t limit_;
  std::uint32_t up_ = VEX_UNKNOWN;  // the last known state
  std::vector<vex_time> changes_;
};

}  // namespace core::pipeline
