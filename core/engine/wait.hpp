#pragma once

#include "core/engine/cancel_scope.hpp"
#include "core/engine/clock.hpp"
#include "core/engine/wheel.hpp"

namespace core::engine {

class Fiber;

// One event that the current fiber waits for. Whoever causes it calls notify(); a notify before the
// wait is not lost. [strand]
class Wait final : public WaitLink, private WheelEntry {
 public:
  Wait();  // for the current fiber
  ~Wait() = default;

  // True once notified, false if `deadline` came first. Throws vex::Error if the fiber's scope is
  // cancelled or past its deadline. [suspends]
  bool until(Time deadline);

  // Waits for notify() only, ignoring cancellation: for what must have ended before the caller may
  // continue. [suspends]
  void until_notified();

  void notify();

 private:
  friend class CancelScope;
  enum class State { idle = 1, waiting, woken };

  void cancel() { wake(); }
  void expire() override { wake(); }
  void wake();
  void suspend();

  Fiber& fiber_;
  State state_ = State::idle;
  bool is_notified_ = false;
};

// Suspends the current fiber, not its thread. Throws like Wait::until. [suspends]
void sleep_until(Time instant);
void sleep_for(Nanos length);

// Lets every other runnable fiber go first. Throws like Wait::until. [suspends]
void yield();

// Releases the unused memory of the current fiber's stack: worth it after deep calls, such as a TLS
// handshake, that are followed by a long life of short waits. [strand]
void trim_stack();

// The scope of the current fiber. [strand]
CancelScope& current_scope();

// Whether the caller runs on a fiber and may therefore suspend.
bool is_on_fiber();

}  // namespace core::engine
