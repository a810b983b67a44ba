#include "core/engine/loop_pool.hpp"

#include <algorithm>

#include "core/engine/stack_overflow.hpp"

namespace core::engine {

LoopPool::LoopPool(std::size_t threads) {
  report_stack_overflows();
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1u);
  const std::size_t count = threads == 0 ? cores : threads;
  for (std::size_t i = 0; i < count; ++i) loops_.push_back(std::make_unique<Loop>());
  for (const auto& loop : loops_) threads_.emplace_back([&loop = *loop] { loop.run(); });
}

LoopPool::~LoopPool() { stop(); }

Loop& LoopPool::next() {
  return *loops_[turn_.fetch_add(1, std::memory_order_relaxed) % loops_.size()];
}

void LoopPool::stop() {
  for (const auto& loop : loops_) loop->stop();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace core::engine
