#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "core/engine/loop.hpp"

namespace core::engine {

// The I/O threads, a loop on each. A stream takes one and stays on it.
class LoopPool {
 public:
  explicit LoopPool(std::size_t threads);  // 0: one for each core
  ~LoopPool();                             // stops

  std::size_t size() const { return loops_.size(); }
  Loop& operator[](std::size_t index) const { return *loops_[index]; }

  // Each loop in turn. [thread-safe]
  Loop& next();

  // Cancels all fibers, waits until they are over and everything posted before has run, and ends
  // the threads. The loops stay valid, but run nothing any more. Not from a loop's thread.
  void stop();

 private:
  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::thread> threads_;
  std::atomic<std::size_t> turn_ = 0;
};

}  // namespace core::engine
