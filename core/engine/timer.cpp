#include "core/engine/timer.hpp"

#include <utility>

#include "core/engine/loop.hpp"

namespace core::engine {

Timer::Timer(Loop& loop, std::function<void()> function)
    : loop_(loop), function_(std::move(function)) {}

void Timer::start_at(Time instant) { loop_.arm(*this, instant); }

}  // namespace core::engine
