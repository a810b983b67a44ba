#include "core/engine/wait.hpp"

#include <algorithm>
#include <cassert>

#include "core/engine/fiber.hpp"
#include "core/engine/loop.hpp"

namespace core::engine {
namespace {

Fiber& present_fiber() {
  Fiber* fiber = Fiber::current();
  assert(fiber != nullptr && "a call that suspends needs a fiber");
  return *fiber;
}

}  // namespace

Wait::Wait() : fiber_(present_fiber()) {}

bool Wait::until(Time deadline) {
  CancelScope& scope = fiber_.scope();
  scope.check();
  const Time end = std::min(deadline, scope.deadline());
  if (!is_notified_ && Clock::now() < end) {
    scope.waits_.push_back(*this);
    if (end != never) fiber_.loop().arm(*this, end);
    suspend();
    disarm();
    WaitLink::unlink();
    scope.check();
  }
  return std::exchange(is_notified_, false);
}

void Wait::until_notified() {
  while (!is_notified_) suspend();
  is_notified_ = false;
}

void Wait::notify() {
  is_notified_ = true;
  wake();
}

void Wait::wake() {
  if (state_ != State::waiting) return;
  state_ = State::woken;
  fiber_.loop().make_ready(fiber_);
}

void Wait::suspend() {
  state_ = State::waiting;
  fiber_.suspend();
  state_ = State::idle;
}

void sleep_until(Time instant) { Wait().until(instant); }

void sleep_for(Nanos length) { sleep_until(from_now(length)); }

void yield() {
  Wait wait;
  present_fiber().loop().post([&wait] { wait.notify(); });
  wait.until_notified();
  current_scope().check();
}

void trim_stack() { present_fiber().trim_stack(); }

CancelScope& current_scope() { return present_fiber().scope(); }

bool is_on_fiber() { return Fiber::current() != nullptr; }

}  // namespace core::engine
