// Keeps what many streams do from happening at one instant.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "core/engine/clock.hpp"

namespace core::schedule {

using Nanos = std::chrono::nanoseconds;

/// The place of a stream in `width`, by the hash of its name. Few streams begin together.
inline Nanos place_in(Nanos width, std::uint64_t seed, std::size_t streams) {
  if (streams < 10 || width <= Nanos{}) return Nanos{};
  return Nanos(static_cast<Nanos::rep>(seed % static_cast<std::uint64_t>(width.count())));
}

/// When one of `streams` that are added together begins: soon, 10,000 of them over ten seconds.
inline Nanos first_delay(std::uint64_t seed, std::size_t streams, Nanos at_most) {
  const auto a_millisecond_each = std::chrono::milliseconds(1) * streams;
  return place_in(std::min<Nanos>(at_most, a_millisecond_each), seed, streams);
}

/// When the next check begins: `planned`, or so many whole intervals behind it that it lies ahead.
/// A check that took longer than its interval is followed by the next at the interval's pace.
inline engine::Time next_check(engine::Time planned, Nanos interval, engine::Time now) {
  if (now < planned) return planned;
  return planned + ((now - planned) / interval + 1) * interval;
}

}  // namespace core::schedule
