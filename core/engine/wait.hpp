#pragma once

#include "core/engine/cancel_scope.hpp"
#include "core/engine/clock.hpp"
#include "core/engine/wheel.hpp"

namespace core::engine {

class Fiber;

// One thing that the present fiber waits for. Whoever makes it happen calls notify(); a notify that
// comes before the wait is not lost. [strand]
class Wait final : public WaitLink, private WheelEntry {
 public:
  Wait();  // for the present fiber
  ~Wait() = default;

  // True once notified, false when `deadline` has come first. Throws vex::Error when the fiber's
  // scope is cancelled or over. [suspends]
  bool until(Time deadline);

  // Waits for notify() alone, deaf to cancellation: for what has to be over before the caller may
  // go on. [suspends]
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

// The present fiber sleeps; its thread does not. Throws as Wait::until. [suspends]
void sleep_until(Time instant);
void sleep_for(Nanos length);

// Lets every other fiber that can run go first. Throws as Wait::until. [suspends]
void yield();

// Gives back the memory of the present fiber's stack that is not in use: after a deep beginning,
// such as a TLS handshake, before a long life of short waits. [strand]
void trim_stack();

// The scope of the present fiber. [strand]
CancelScope& current_scope();

// Whether the caller runs on a fiber and so may suspend.
bool is_on_fiber();

}  // namespace core::engine
