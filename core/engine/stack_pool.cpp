#include "core/engine/stack_pool.hpp"

#include <sys/mman.h>

#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

namespace core::engine {

StackPool::StackPool(std::size_t stack_size) : stack_size_(stack_size) {
  free_.reserve(max_free);  // so that give_back cannot throw
}

StackPool::~StackPool() {
  for (const Stack& stack : free_) unmap(stack);
}

Stack StackPool::take() {
  Stack stack;
  if (free_.empty()) {
    stack = map();
    ++mapped_;
  } else {
    stack = free_.back();
    free_.pop_back();
  }
#if defined(__SANITIZE_ADDRESS__)
  // The previous user left by a jump, so its frames and their red zones are still marked, as are
  // those of an earlier stack that was mapped at this address.
  __asan_unpoison_memory_region(stack.bottom, stack.size);
#endif
  return stack;
}

void StackPool::give_back(Stack stack) noexcept {
  if (free_.size() < max_free) return free_.push_back(stack);
  unmap(stack);
  --mapped_;
}

Stack StackPool::map() const {
  const std::size_t whole = stack_size_ + guard_size;
  void* start = ::mmap(nullptr, whole, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (start == MAP_FAILED) throw std::bad_alloc();
  if (::mprotect(start, guard_size, PROT_NONE) != 0) {
    ::munmap(start, whole);
    throw std::bad_alloc();
  }
  return Stack{static_cast<std::byte*>(start) + guard_size, stack_size_};
}

void StackPool::unmap(const Stack& stack) noexcept {
  ::munmap(stack.bottom - guard_size, stack.size + guard_size);
}

}  // namespace core::engine
