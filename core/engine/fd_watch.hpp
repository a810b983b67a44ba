#pragma once

#include <functional>
#include <memory>

#include "core/engine/clock.hpp"

namespace core::engine {

class Loop;

// Readiness of a socket that someone else owns. While this exists, the socket is registered with
// the loop and every packet wakes the thread; without it the loop knows nothing of the socket.
// [strand]
class FdWatch {
 public:
  FdWatch(Loop& loop, int fd);  // throws vex::Error when the loop cannot watch it
  ~FdWatch();                   // must run before the socket is closed
  FdWatch(const FdWatch&) = delete;
  FdWatch& operator=(const FdWatch&) = delete;

  // Calls `function` once, on the loop and outside any fiber, when the socket is ready or has
  // failed. At most one function per direction at a time; none is called after destruction.
  void on_readable(std::function<void()> function);
  void on_writable(std::function<void()> function);

  // False if `deadline` came first. Throws like Wait::until. [suspends]
  bool wait_readable(Time deadline);
  bool wait_writable(Time deadline);

 private:
  struct State;
  std::shared_ptr<State> state_;  // shared with operations in flight
};

}  // namespace core::engine
