#pragma once

#include <cstddef>
#include <vector>

namespace core::engine {

// The stack of one fiber. The page below `bottom` is inaccessible.
struct Stack {
  std::byte* bottom = nullptr;
  std::size_t size = 0;
  std::byte* top() const { return bottom + size; }
};

// The stacks of one thread's fibers, mapped once and reused, most recently used first. Untouched
// pages cost address space only. [strand]
class StackPool {
 public:
  static constexpr std::size_t guard_size = 4096;

  // How many free stacks are kept: enough for the child fibers that runs start and end all the
  // time. More are left over from a peak and are unmapped.
  static constexpr std::size_t max_free = 64;

  explicit StackPool(std::size_t stack_size);
  ~StackPool();  // all stacks must have come back
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  Stack take();  // throws std::bad_alloc
  void give_back(Stack stack) noexcept;

  // In use and free.
  std::size_t mapped() const { return mapped_; }

 private:
  Stack map() const;
  static void unmap(const Stack& stack) noexcept;

  std::size_t stack_size_;
  std::size_t mapped_ = 0;
  std::vector<Stack> free_;
};

}  // namespace core::engine
