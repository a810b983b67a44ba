#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include "core/engine/clock.hpp"
#include "core/engine/lag_meter.hpp"

namespace boost::asio {
class io_context;
}

namespace core::engine {

class CancelScope;
class Fiber;
class WheelEntry;

// Everything that belongs to one I/O thread: its fibers, their stacks, timers and sockets. None of
// it moves to another thread, so none of it is locked.
class Loop {
 public:
  // Address space of one fiber's stack; the sanitizers make frames several times larger.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  static constexpr std::size_t stack_size = std::size_t{512} * 1024;
#else
  static constexpr std::size_t stack_size = std::size_t{128} * 1024;
#endif

  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Serves on the calling thread until stop() has been called and the last fiber has ended.
  void run();

  // Cancels every fiber, present and future. [thread-safe]
  void stop();

  // Runs `work` on the loop, after everything posted before. False if the loop has stopped and the
  // work will not run. [thread-safe]
  bool post(std::function<void()> work);

  // Starts a fiber at the loop's next turn. An exception that leaves `body` terminates the program.
  // `scope` outlives the fiber. [strand]
  void spawn(CancelScope& scope, std::function<void()> body);

  // The loop that runs on this thread, or nullptr.
  static Loop* current();
  bool is_current() const { return current() == this; }

  const LagMeter& lag() const { return lag_; }  // [thread-safe]

  // Used by the other parts of the engine. [strand]
  void arm(WheelEntry& entry, Time due);
  void make_ready(Fiber& fiber);
  boost::asio::io_context& io();

 private:
  struct Impl;

  LagMeter lag_;
  std::atomic<bool> has_stopped_ = false;
  std::unique_ptr<Impl> impl_;
};

}  // namespace core::engine
