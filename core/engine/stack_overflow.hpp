#pragma once

#include <cstddef>
#include <memory>

namespace core::engine {

// The stack of the running code; the page below it is the guard.
struct StackBounds {
  const std::byte* bottom = nullptr;
  std::size_t size = 0;
};

// Tells the handler which stack this thread runs on from here; returns the previous one. [strand]
StackBounds watch_stack(StackBounds bounds) noexcept;

// Writes "stack overflow" to stderr when a fiber hits its guard page, then lets the signal take its
// normal course; otherwise such a fault would look like a wild pointer. Once per process. [startup]
void report_stack_overflows();

// A stack for this thread's signal handlers, which cannot run on the one that overflowed.
class SignalStack {
 public:
  SignalStack();
  ~SignalStack();
  SignalStack(const SignalStack&) = delete;
  SignalStack& operator=(const SignalStack&) = delete;

 private:
  std::unique_ptr<std::byte[]> memory_;
};

}  // namespace core::engine
