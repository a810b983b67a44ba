#pragma once

#include <ctime>

#include "core/engine/clock.hpp"

namespace core::net {

// Turns the kernel's receive times, which are of the real-time clock, into the monotonic one. The
// distance between the two is measured every second, so that a clock set anew does no lasting harm.
class ArrivalClock {
 public:
  engine::Time to_monotonic(const timespec& real_time, engine::Time now);

 private:
  engine::Nanos offset_{};  // real time minus monotonic
  engine::Time measured_ = engine::Time::min();
};

}  // namespace core::net
