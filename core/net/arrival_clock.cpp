#include "core/net/arrival_clock.hpp"

#include <algorithm>

namespace core::net {
namespace {

constexpr engine::Nanos remeasure_after = std::chrono::seconds(1);

engine::Nanos since_1970(const timespec& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

engine::Time ArrivalClock::to_monotonic(const timespec& real_time, engine::Time now) {
  if (measured_ == engine::Time::min() || now - measured_ >= remeasure_after) {
    timespec real_now{};
    ::clock_gettime(CLOCK_REALTIME, &real_now);
    offset_ = since_1970(real_now) - engine::Clock::now().time_since_epoch();
    measured_ = now;
  }
  // Nothing arrives after it was read.
  return std::min(engine::Time(since_1970(real_time) - offset_), now);
}

}  // namespace core::net
