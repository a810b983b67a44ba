// Unwraps timestamps of 32 bits.
#pragma once

#include <cstdint>

namespace media::flv {

/// Unwraps the timestamps of one track. A step of more than half the range against the direction of
/// time is a wrap; any other step comes from the source and is passed on.
class TimestampUnwrapper {
 public:
  /// Milliseconds since the source's zero.
  std::int64_t unwrap(std::uint32_t timestamp_ms) noexcept {
    if (is_first_) {
      is_first_ = false;
    } else if (timestamp_ms < last_ms_ && last_ms_ - timestamp_ms > half_range_ms) {
      wraps_ms_ += 2 * half_range_ms;
    } else if (timestamp_ms < last_ms_ && is_wrap_of_31_bits(timestamp_ms)) {
      wraps_ms_ += half_range_ms;
    } else if (wraps_ms_ >= 2 * half_range_ms && timestamp_ms > last_ms_ &&
               timestamp_ms - last_ms_ > half_range_ms) {
      wraps_ms_ -= 2 * half_range_ms;  // a late packet, from before the wrap
    }
    last_ms_ = timestamp_ms;
    return wraps_ms_ + timestamp_ms;
  }

 private:
  static constexpr std::int64_t half_range_ms = std::int64_t{1} << 31U;
  static constexpr std::int64_t near_ms = 60'000;

  /// FFmpeg's muxer writes 31 bits and therefore wraps at half the range: from the last minute
  /// before it to the first minute after zero.
  [[nodiscard]] bool is_wrap_of_31_bits(std::uint32_t timestamp_ms) const noexcept {
    return timestamp_ms < near_ms && last_ms_ < half_range_ms &&
           last_ms_ >= half_range_ms - near_ms;
  }

  bool is_first_ = true;
  std::uint32_t last_ms_ = 0;
  std::int64_t wraps_ms_ = 0;
};

}  // namespace media::flv
