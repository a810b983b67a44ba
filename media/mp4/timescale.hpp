// Converts times in units of a timescale to nanoseconds.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>

namespace media::mp4 {

/// Rounds down and saturates at the range of nanoseconds. A timescale of 0 gives 0.
inline std::chrono::nanoseconds to_nanoseconds(std::int64_t time, std::uint32_t timescale) {
  constexpr std::int64_t second = 1'000'000'000;
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max() / second - 1;
  if (timescale == 0) return {};
  const std::int64_t scale = timescale;
  std::int64_t whole = time / scale;
  std::int64_t rest = time % scale;
  if (rest < 0) {
    rest += scale;
    --whole;
  }
  if (whole > most) whole = most;
  if (whole < -most) whole = -most;
  return std::chrono::nanoseconds(whole * second + rest * second / scale);
}

inline std::chrono::nanoseconds to_nanoseconds(std::uint64_t time, std::uint32_t timescale) {
  constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  return to_nanoseconds(static_cast<std::int64_t>(time < most ? time : most), timescale);
}

}  // namespace media::mp4
