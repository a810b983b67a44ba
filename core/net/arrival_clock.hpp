#pragma once

#include <ctime>

#include "core/engine/clock.hpp"

namespace core::net {

// Converts the kernel's receive times, which use the real-time clock, to the monotonic clock. The
// offset between the two is measured every second, so setting the clock does no lasting harm.
class ArrivalClock {
 public:
  engine::Time to_monotonic(const timespec& real_time, engine::Time now);

 private:
  engine::Nanos offset_{};  // real time minus monotonic time
  engine::Time measured_ = engine::Time::min();
};

}  // namespace core::net
