#pragma once

#include <cstddef>
#include <vector>

namespace core::engine {

// The stack of one fiber. Below `bottom` lies a page that may not be touched.
struct Stack {
  std::byte* bottom = nullptr;
  std::size_t size = 0;
  std::byte* top() const { return bottom + size; }
};

// Stacks of one thread's fibers, mapped once and used again, the warmest first. Untouched pages
// cost address space only. [strand]
class StackPool {
 public:
  static constexpr std::size_t guard_size = 4096;

  // How many are kept for the next fibers: what the children of runs need from one moment to the
  // next. More are what a rush has left behind, and go.
  static constexpr std::size_t max_free = 64;

  explicit StackPool(std::size_t stack_size);
  ~StackPool();  // all stacks must have come back
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  Stack take();  // throws std::bad_alloc
  void give_back(Stack stack) noexcept;

  // In use or free.
  std::size_t mapped() const { return mapped_; }

 private:
  Stack map() const;
  static void unmap(const Stack& stack) noexcept;

  std::size_t stack_size_;
  std::size_t mapped_ = 0;
  std::vector<Stack> free_;
};

}  // namespace core::engine
