#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "core/engine/loop.hpp"

namespace core::engine {

// The I/O threads, each with its own loop. A stream is assigned one and stays on it.
class LoopPool {
 public:
  explicit LoopPool(std::size_t threads);  // 0: one per core
  ~LoopPool();                             // calls stop()

  std::size_t size() const { return loops_.size(); }
  Loop& operator[](std::size_t index) const { return *loops_[index]; }

  // The loops in turn. [thread-safe]
  Loop& next();

  // Cancels all fibers, waits until they have ended and everything posted before has run, and joins
  // the threads. The loops stay valid but run nothing more. Must not be called on a loop's thread.
  void stop();

 private:
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
  std::atomic<std::size_t> turn_ = 0;
};

}  // namespace core::engine
