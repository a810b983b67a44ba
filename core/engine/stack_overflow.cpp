#include "core/engine/stack_overflow.hpp"

#include <unistd.h>

#include <csignal>
#include <mutex>
#include <utility>

#include "core/engine/stack_pool.hpp"

namespace core::engine {
namespace {

thread_local StackBounds watched;
struct sigaction previous_action;

constexpr std::size_t signal_stack_size = std::size_t{64} * 1024;

bool is_in_guard(const void* address) {
  if (watched.bottom == nullptr) return false;
  const auto* at = static_cast<const std::byte*>(address);
  return at < watched.bottom && at >= watched.bottom - StackPool::guard_size;
}

// Async-signal-safe calls only.
void on_fault(int, siginfo_t* info, void*) {
  if (is_in_guard(info->si_addr)) {
    constexpr char text[] =
        "video-exporter: stack overflow: a fiber ran into the guard page below its stack\n";
    if (::write(STDERR_FILENO, text, sizeof text - 1) < 0) return;
  }
  // Returning re-executes the faulting instruction, which then reaches the previous handler.
  ::sigaction(SIGSEGV, &previous_action, nullptr);
}

}  // namespace

StackBounds watch_stack(StackBounds bounds) noexcept { return std::exchange(watched, bounds); }

void report_stack_overflows() {
  static std::once_flag once;
  std::call_once(once, [] {
    struct sigaction action {};
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGSEGV, &action, &previous_action);
  });
}

SignalStack::SignalStack() {
  stack_t present{};
  if (::sigaltstack(nullptr, &present) == 0 && (present.ss_flags & SS_DISABLE) == 0) return;
  memory_ = std::make_unique_for_overwrite<std::byte[]>(signal_stack_size);
  stack_t mine{};
  mine.ss_sp = memory_.get();
  mine.ss_size = signal_stack_size;
  ::sigaltstack(&mine, nullptr);
}

SignalStack::~SignalStack() {
  if (!memory_) return;
  stack_t off{};
  off.ss_flags = SS_DISABLE;
  ::sigaltstack(&off, nullptr);
}

}  // namespace core::engine
