#pragma once

#include <cstddef>
#include <memory>

namespace core::engine {

// Where the present code's stack lies; the page below is the guard.
struct StackBounds {
  const std::byte* bottom = nullptr;
  std::size_t size = 0;
};

// Tells the handler on which stack this thread runs from here on; returns what it knew. [strand]
StackBounds watch_stack(StackBounds bounds) noexcept;

// Writes "stack overflow" to stderr when a fiber runs into its guard page, then lets the signal
// take the course it would have taken: without this, a fault in the guard looks like a wild
// pointer. Once per process. [startup]
void report_stack_overflows();

// A stack for this thread's signal handlers: the one that overflowed cannot hold them.
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
