#pragma once

#include <functional>

#include "core/engine/clock.hpp"
#include "core/engine/wheel.hpp"

namespace core::engine {

class Loop;

// Calls a function once per start, on the loop and outside any fiber, so the function must not
// suspend. A function that starts the timer again makes it periodic. [strand]
class Timer final : private WheelEntry {
 public:
  Timer(Loop& loop, std::function<void()> function);

  // Restarts a running timer. Never fires early, and at most one tick of the wheel late.
  void start_at(Time instant);
  void start(Nanos length) { start_at(from_now(length)); }
  void stop() { disarm(); }
  bool is_running() const { return is_armed(); }

 private:
  void expire() override { function_(); }

  Loop& loop_;
  std::function<void()> function_;
};

}  // namespace core::engine
