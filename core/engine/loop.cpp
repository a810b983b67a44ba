#include "core/engine/loop.hpp"

#include <cassert>
#include <optional>
#include <utility>

#include "core/engine/asio.hpp"
#include "core/engine/cancel_scope.hpp"
#include "core/engine/fiber.hpp"
#include "core/engine/stack_overflow.hpp"
#include "core/engine/wheel.hpp"

namespace core::engine {
namespace {

namespace asio = boost::asio;

constexpr Nanos wheel_tick = std::chrono::milliseconds(5);
constexpr char stopping[] = "the exporter is stopping";

thread_local Loop* loop_of_thread = nullptr;

}  // namespace

struct Loop::Impl {
  explicit Impl(Loop& owner) : loop(owner) {}

  void run_ready();
  void finish(Fiber& fiber);
  void schedule_ready();
  void arm_timer();
  void on_timer();
  void close();
  void end_if_drained();

  Loop& loop;
  asio::io_context io{1};
  std::optional<asio::executor_work_guard<asio::io_context::executor_type>> work{
      asio::make_work_guard(io)};
  asio::steady_timer timer{io};
  Time timer_due = never;
  Wheel wheel{Clock::now(), wheel_tick};
  StackPool stacks{stack_size};
  LinkedList<Fiber, QueueLink> ready;
  LinkedList<Fiber, LiveLink> live;
  bool is_ready_scheduled = false;
  bool is_closing = false;
};

Loop::Loop() : impl_(std::make_unique<Impl>(*this)) {}

Loop::~Loop() { assert(impl_->live.empty()); }

Loop* Loop::current() { return loop_of_thread; }

boost::asio::io_context& Loop::io() { return impl_->io; }

void Loop::run() {
  SignalStack signal_stack;
  Loop* const outer = std::exchange(loop_of_thread, this);
  impl_->io.run();
  loop_of_thread = outer;
}

void Loop::stop() {
  post([this] { impl_->close(); });
}

bool Loop::post(std::function<void()> work) {
  if (has_stopped_.load(std::memory_order_acquire)) return false;
  asio::post(impl_->io, std::move(work));
  return true;
}

void Loop::spawn(CancelScope& scope, std::function<void()> body) {
  assert(is_current());
  auto fiber = std::make_unique<Fiber>(*this, impl_->stacks, scope, std::move(body));
  if (impl_->is_closing) scope.cancel(stopping);
  impl_->live.push_back(*fiber);
  make_ready(*fiber.release());  // finish() deletes it
}

void Loop::make_ready(Fiber& fiber) {
  assert(is_current());
  impl_->ready.push_back(fiber);
  impl_->schedule_ready();
}

void Loop::arm(WheelEntry& entry, Time due) {
  impl_->wheel.arm(entry, due);
  impl_->arm_timer();
}

void Loop::Impl::schedule_ready() {
  if (std::exchange(is_ready_scheduled, true)) return;
  asio::post(io, [this] { run_ready(); });
}

// Runs the fibers that are ready now. Those that become ready in the meantime wait for the next
// turn, so that fibers waking each other cannot starve the sockets.
void Loop::Impl::run_ready() {
  LinkedList<Fiber, QueueLink> batch;
  batch.splice(ready);
  is_ready_scheduled = false;
  while (!batch.empty()) {
    Fiber& fiber = batch.pop_front();
    fiber.resume();
    if (fiber.is_over()) finish(fiber);
  }
}

void Loop::Impl::finish(Fiber& fiber) {
  const std::unique_ptr<Fiber> last(&fiber);
  fiber.LiveLink::unlink();
  end_if_drained();
}

// A single timer, set to the next slot in use, serves all entries, so an idle loop sleeps.
void Loop::Impl::arm_timer() {
  const Time due = wheel.next();
  if (due >= timer_due) return;
  timer_due = due;
  timer.expires_at(due);
  timer.async_wait([this](const boost::system::error_code& error) {
    if (!error) on_timer();
  });
}

void Loop::Impl::on_timer() {
  const Time now = Clock::now();
  if (now >= timer_due) loop.lag_.record(now, now - timer_due);
  // Until this function ends, nothing needs to post a turn or set the timer.
  timer_due = Time::min();
  is_ready_scheduled = true;
  wheel.advance(now);
  run_ready();
  timer_due = never;
  arm_timer();
}

void Loop::Impl::close() {
  if (std::exchange(is_closing, true)) return;
  live.for_each([](Fiber& fiber) { fiber.scope().cancel(stopping); });
  end_if_drained();
}

void Loop::Impl::end_if_drained() {
  if (!is_closing || !live.empty()) return;
  loop.has_stopped_.store(true, std::memory_order_release);
  // Posted last, so that everything posted before still runs, including the fibers it has started.
  asio::post(io, [this] {
    if (live.empty()) {
      io.stop();
    } else {
      loop.has_stopped_.store(false, std::memory_order_release);
    }
  });
}

}  // namespace core::engine
