#include "core/engine/fiber.hpp"

#include <cxxabi.h>
#include <sys/mman.h>

#include <boost/context/preallocated.hpp>
#include <cassert>
#include <cstring>
#include <utility>

#include "core/engine/stack_overflow.hpp"

namespace core::engine {
namespace {

thread_local Fiber* running = nullptr;

// The Fiber's destructor returns the stack to the pool, so Boost.Context has nothing to free.
struct KeepStack {
  static boost::context::stack_context allocate() { return {}; }
  void deallocate(boost::context::stack_context&) noexcept {}
};

// A single function for the jumps in both directions keeps TSan's shadow stacks balanced.
[[gnu::noinline]] boost::context::fiber jump(boost::context::fiber&& target) {
  return std::move(target).resume();
}

}  // namespace

Fiber::Fiber(Loop& loop, StackPool& stacks, CancelScope& scope, std::function<void()> body)
    : loop_(loop), scope_(scope), stacks_(stacks), stack_(stacks.take()), body_(std::move(body)) {
  create();
}

Fiber::~Fiber() {
  assert(is_over_);
  stacks_.give_back(stack_);
}

Fiber* Fiber::current() { return running; }

void Fiber::create() {
  boost::context::stack_context place;
  place.sp = stack_.top();
  place.size = stack_.size;
  annotations_.before_creation(stack_);
  self_ = boost::context::fiber(
      std::allocator_arg, boost::context::preallocated(place.sp, place.size, place), KeepStack{},
      [this](boost::context::fiber&& caller) { return main(std::move(caller)); });
  annotations_.after_creation();
}

boost::context::fiber Fiber::main(boost::context::fiber&& caller) {
  annotations_.at_start();
  caller_ = std::move(caller);
  [this]() noexcept {
    body_();
    body_ = nullptr;  // destroys its captures on the fiber, which destructors may ask for
  }();
  is_over_ = true;
  annotations_.at_end();
  return std::move(caller_);
}

void Fiber::resume() {
  Fiber* const outer = std::exchange(running, this);
  const StackBounds outer_bounds = watch_stack({stack_.bottom, stack_.size});
  const Exceptions outer_exceptions = exchange_exceptions(exceptions_);
  annotations_.before_resume();
  self_ = jump(std::move(self_));
  annotations_.after_resume(is_over_);
  exceptions_ = exchange_exceptions(outer_exceptions);
  watch_stack(outer_bounds);
  running = outer;
}

void Fiber::suspend() {
  assert(running == this);
  annotations_.before_suspend();
  caller_ = jump(std::move(caller_));
  annotations_.after_suspend();
}

void Fiber::trim_stack() const {
  // Leaves room for the call itself and for the red zone below the stack pointer.
  constexpr std::size_t page = 4096;
  constexpr std::size_t left = 512;
  const auto* frame = static_cast<const std::byte*>(__builtin_frame_address(0));
  const auto above_bottom = static_cast<std::size_t>(frame - stack_.bottom);
  if (above_bottom < page + left) return;
  ::madvise(stack_.bottom, (above_bottom - left) / page * page, MADV_DONTNEED);
}

Fiber::Exceptions Fiber::exchange_exceptions(Exceptions exceptions) {
  void* const globals = abi::__cxa_get_globals();
  Exceptions before;
  std::memcpy(&before, globals, sizeof before);
  std::memcpy(globals, &exceptions, sizeof exceptions);
  return before;
}

}  // namespace core::engine
