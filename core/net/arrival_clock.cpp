#include "core/net/arrival_clock.hpp"

#include <algorithm>

namespace core::net {
namespace {

using engine::Clock;
using engine::Nanos;

constexpr Nanos remeasure_after = std::chrono::seconds(1);
constexpr Nanos close_enough = std::chrono::microseconds(20);
constexpr int most_tries = 5;

Nanos since_1970(const timespec& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// Real time minus monotonic. A thread that loses the processor between two looks at the clocks
/// would be wrong by as long: of several tries the closest counts.
Nanos measure_offset() {
  Nanos offset{};
  Nanos closest = Nanos::max();
  for (int i = 0; i < most_tries && closest > close_enough; ++i) {
    timespec real{};
    const engine::Time before = Clock::now();
    ::clock_gettime(CLOCK_REALTIME, &real);
    const Nanos width = Clock::now() - before;
    if (width >= closest) continue;
    closest = width;
    offset = since_1970(real) - (before.time_since_epoch() + width / 2);
  }
  return offset;
}

}  // namespace

engine::Time ArrivalClock::to_monotonic(const timespec& real_time, engine::Time now) {
  if (measured_ == engine::Time::min() || now - measured_ >= remeasure_after) {
    offset_ = measure_offset();
    measured_ = now;
  }
  // Nothing can arrive after it was read.
  return std::min(engine::Time(since_1970(real_time) - offset_), now);
}

}  // namespace core::net
