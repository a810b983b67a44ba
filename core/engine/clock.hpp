#pragma once

#include <chrono>

namespace core::engine {

// The monotonic clock, for durations and deadlines. Instants are nanoseconds since boot.
using Clock = std::chrono::steady_clock;
using Time = Clock::time_point;
using Nanos = std::chrono::nanoseconds;

inline constexpr Time never = Time::max();

// `start` plus `length`, clamped to the end of the clock.
constexpr Time add(Time start, Nanos length) {
  return length >= never - start ? never : start + length;
}

// The instant `length` from now. [thread-safe]
inline Time from_now(Nanos length) { return add(Clock::now(), length); }

}  // namespace core::engine
