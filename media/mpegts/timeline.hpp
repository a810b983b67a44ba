// Unwraps timestamps of 33 bits at 90 kHz (ISO/IEC 13818-1 2.4.3.7).
#pragma once

#include <chrono>
#include <cstdint>

namespace media::mpegts {

/// Shared by all tracks of a program, so that they stay together across a wrap. The shorter
/// direction is the right one, since half the range is thirteen hours.
class Timeline {
 public:
  [[nodiscard]] std::chrono::nanoseconds time_of(std::uint64_t timestamp) {
    if (!has_begun_) ticks_ = static_cast<std::int64_t>(timestamp);
    has_begun_ = true;
    const std::uint64_t step = (timestamp - static_cast<std::uint64_t>(ticks_)) & (range - 1);
    ticks_ += static_cast<std::int64_t>(step);
    if (step >= range / 2) ticks_ -= static_cast<std::int64_t>(range);
    // 100,000 / 9 nanoseconds per tick: fits into 64 bits for 25 years.
    return std::chrono::nanoseconds(ticks_ * 100'000 / 9);
  }

 private:
  static constexpr std::uint64_t range = std::uint64_t{1} << 33U;

  bool has_begun_ = false;
  std::int64_t ticks_ = 0;
};

}  // namespace media::mpegts
