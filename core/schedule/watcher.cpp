#include "core/schedule/watcher.hpp"

#include <vex/service/log.h>

#include <utility>

#include "core/engine/loop.hpp"
#include "core/schedule/spread.hpp"

namespace core::schedule {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Analyzers tick once every two periods. Each period checks whether the run is overdue, so that a
/// stall is reported well within a second of its time-out.
constexpr Nanos tick_period = milliseconds(500);

constexpr Nanos between_tries = seconds(1);

}  // namespace

bool can_judge(const engine::Loop& loop) { return loop.lag().worst_recent() < largest_lag; }

Watcher::Watcher(Assignment assignment, const Shared& shared, engine::Loop& loop, net::Net& net,
                 std::function<void()> on_end)
    : assignment_(std::move(assignment)),
      shared_(shared),
      loop_(loop),
      net_(net),
      on_end_(std::move(on_end)),
      stream_(assignment_.target, assignment_.watch, shared.surroundings, *assignment_.slot,
              assignment_.told),
      backoff_(assignment_.seed),
      phase_(assignment_.phase),
      next_run_(loop, [this] { begin_run(); }),
      tick_(loop, [this] { on_tick(); }) {}

void Watcher::start() {
  try {
    probe_ =
        std::make_unique<host::ProbeHost>(assignment_.probe, stream_, shared_.surroundings, net_);
  } catch (const vex::Error& error) {
    shared_.surroundings.log(VEX_LOG_ERROR, &stream_.target().abi(), "",
                             std::string("cannot be watched: ") + error.what());
    return retire();
  }
  next_run_.start(assignment_.first_delay);
  tick_.start(assignment_.first_delay + tick_period);
}

void Watcher::stop() {
  life_.cancel("the stream is no longer watched");
  if (!run_scope_) end();
}

void Watcher::retire() {
  is_retired_ = true;
  stop();
}

void Watcher::end() {
  next_run_.stop();
  tick_.stop();
  if (is_retired_) stream_.retire();
  // Its owner may destroy this watcher, and with it the function, during the call.
  if (const auto on_end = std::exchange(on_end_, {})) on_end();
}

std::uint32_t Watcher::mode() const {
  if (assignment_.is_file) return VEX_MODE_OFFLINE;
  return assignment_.plan == Plan::continuous ? VEX_MODE_CONTINUOUS : VEX_MODE_SAMPLED;
}

bool Watcher::is_last_try() const {
  return assignment_.plan != Plan::sampled || tries_ >= assignment_.watch->max_retries;
}

void Watcher::begin_run() {
  if (tries_ == 0) check_begin_ = engine::Clock::now();
  run_scope_.emplace(&life_);
  loop_.spawn(*run_scope_, [this] {
    run();
    // Posted to run after this fiber has ended, because it destroys the fiber's scope.
    loop_.post([this] { after_run(); });
  });
}

/// The body of a run's fiber. [suspends]
void Watcher::run() {
  std::optional<Permits::Permit> permit;
  std::optional<Permits::Permit> thread;
  try {
    if (assignment_.plan == Plan::sampled) permit.emplace(shared_.permits.acquire());
    if (probe_->blocks()) thread.emplace(wait_for_thread());
  } catch (const vex::Error&) {
    return;  // stopped while waiting for its turn
  }
  ++tries_;
  run_begin_ = engine::Clock::now();
  shared_.runs_in_progress.fetch_add(1, std::memory_order_relaxed);
  is_running_ = true;
  decided_.reset();
  stream_.begin_run(mode());
  outcome_ = probe_->run(
      *run_scope_, [this](const pipeline::TransportFigures& figures) { stream_.tick(&figures); });
  is_running_ = false;
  if (decided_) outcome_ = std::move(*decided_);
  if (!life_.is_cancelled()) stream_.end_run(outcome_, outcome_.status == VEX_OK || is_last_try());
  shared_.runs_in_progress.fetch_sub(1, std::memory_order_relaxed);
}

/// Waits before the run starts, so that a stream is not judged by a wait of the exporter's own
/// making. [suspends]
Permits::Permit Watcher::wait_for_thread() {
  if (auto free = shared_.blocking_permits.try_acquire()) return std::move(*free);
  shared_.surroundings.log(
      VEX_LOG_WARNING, &stream_.target().abi(), probe_->plugin().id,
      "waiting for a thread: as many runs of blocking probes are in progress as "
      "engine.blocking_threads permits");
  return shared_.blocking_permits.acquire();
}

void Watcher::after_run() {
  run_scope_.reset();
  if (life_.is_cancelled() || assignment_.plan == Plan::single) return end();
  wait_for_next_run();
}

void Watcher::wait_for_next_run() {
  const engine::Time now = engine::Clock::now();
  switch (assignment_.plan) {
    case Plan::continuous:
      tries_ = 0;
      return next_run_.start(backoff_.next(now - run_begin_));
    case Plan::sampled: {
      if (outcome_.status != VEX_OK && !is_last_try()) return next_run_.start(between_tries);
      tries_ = 0;
      // The first check came soon, the others keep to the stream's own place in the interval.
      const engine::Time planned = check_begin_ + std::exchange(phase_, Nanos{});
      return next_run_.start_at(next_check(planned, assignment_.watch->check_interval, now));
    }
    case Plan::file:
    case Plan::single:
      return;  // the measurements of a file stay visible
  }
}

void Watcher::on_tick() {
  tick_.start(tick_period);
  stream_.set_measurement_valid(can_judge(loop_));
  is_whole_second_ = !is_whole_second_;
  if (is_whole_second_) {
    const pipeline::TransportFigures figures = probe_->transport();
    stream_.tick(is_running_ ? &figures : nullptr);
  }
  if (!is_running_ || decided_) return;
  const bool is_out_of_time = assignment_.longest > Nanos{} &&
                              engine::Clock::now() - run_begin_ + tick_period > assignment_.longest;
  if (auto overdue = stream_.overdue(probe_->last_receive())) {
    end_run_early(std::move(*overdue));
  } else if (is_out_of_time && !stream_.has_media()) {
    end_run_early({VEX_E_TIMEOUT, vex::Reason::timeout, "no media within the time of the check"});
  } else if (is_out_of_time || stream_.sample_complete()) {
    end_run_early({});
  }
}

void Watcher::end_run_early(pipeline::Outcome outcome) {
  decided_ = std::move(outcome);
  const bool failed = decided_->status != VEX_OK;
  // At once, because a hanging probe may take its time to return.
  if (failed && is_last_try()) stream_.judge_down(*decided_);
  run_scope_->cancel(failed ? decided_->sentence : "the sample is complete");
}

}  // namespace core::schedule
