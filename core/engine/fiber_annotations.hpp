#pragma once

#include "core/engine/stack_pool.hpp"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif
#if defined(__SANITIZE_THREAD__)
#include <sanitizer/tsan_interface.h>
#endif

namespace core::engine {

// Tells the sanitizers about the stack switches of one fiber; does nothing without them. Every
// function is force-inlined, because TSan would see a separate frame entered on one shadow stack
// and left on another.
class FiberAnnotations {
 public:
  // Around the constructor of the context, which briefly runs on the new stack.
  [[gnu::always_inline]] void before_creation([[maybe_unused]] const Stack& stack) {
#if defined(__SANITIZE_ADDRESS__)
    bottom_ = stack.bottom;
    size_ = stack.size;
    __sanitizer_start_switch_fiber(&caller_fake_stack_, bottom_, size_);
#endif
#if defined(__SANITIZE_THREAD__)
    caller_thread_ = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(thread_, 0);
#endif
  }
  [[gnu::always_inline]] void after_creation() {
#if defined(__SANITIZE_ADDRESS__)
    void* none = nullptr;
    __sanitizer_finish_switch_fiber(nullptr, &caller_bottom_, &caller_size_);
    __sanitizer_start_switch_fiber(&none, caller_bottom_, caller_size_);
    __sanitizer_finish_switch_fiber(caller_fake_stack_, nullptr, nullptr);
#endif
#if defined(__SANITIZE_THREAD__)
    __tsan_switch_to_fiber(caller_thread_, 0);
#endif
  }

  // On the caller's stack, around the jump to the fiber.
  [[gnu::always_inline]] void before_resume() {
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(&caller_fake_stack_, bottom_, size_);
#endif
#if defined(__SANITIZE_THREAD__)
    caller_thread_ = __tsan_get_current_fiber();
    __tsan_switch_to_fiber(thread_, 0);
#endif
  }
  [[gnu::always_inline]] void after_resume([[maybe_unused]] bool is_over) {
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(caller_fake_stack_, nullptr, nullptr);
#endif
#if defined(__SANITIZE_THREAD__)
    if (!is_over) return;
    __tsan_switch_to_fiber(caller_thread_, 0);
    __tsan_destroy_fiber(thread_);
#endif
  }

  // On the fiber's stack: when it starts, around each suspension, and when it ends.
  [[gnu::always_inline]] void at_start() {
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(nullptr, &caller_bottom_, &caller_size_);
#endif
  }
  [[gnu::always_inline]] void before_suspend() {
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(&fake_stack_, caller_bottom_, caller_size_);
#endif
#if defined(__SANITIZE_THREAD__)
    __tsan_switch_to_fiber(caller_thread_, 0);
#endif
  }
  [[gnu::always_inline]] void after_suspend() {
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_finish_switch_fiber(fake_stack_, &caller_bottom_, &caller_size_);
#endif
  }
  [[gnu::always_inline]] void at_end() {
#if defined(__SANITIZE_ADDRESS__)
    // Passing no place to save the fake stack frees it. TSan is told in after_resume().
    __sanitizer_start_switch_fiber(nullptr, caller_bottom_, caller_size_);
#endif
  }

 private:
#if defined(__SANITIZE_ADDRESS__)
  const void* bottom_ = nullptr;
  std::size_t size_ = 0;
  void* fake_stack_ = nullptr;
  void* caller_fake_stack_ = nullptr;
  const void* caller_bottom_ = nullptr;
  std::size_t caller_size_ = 0;
#endif
#if defined(__SANITIZE_THREAD__)
  void* thread_ = __tsan_create_fiber(0);
  void* caller_thread_ = nullptr;
#endif
};

}  // namespace core::engine
