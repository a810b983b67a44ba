// Keeps one stream under watch: decides when its probe runs, ends overdue runs, and advances the
// time for its pipeline.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "core/config/config.hpp"
#include "core/engine/cancel_scope.hpp"
#include "core/engine/timer.hpp"
#include "core/host/probe_host.hpp"
#include "core/pipeline/stream.hpp"
#include "core/schedule/backoff.hpp"
#include "core/schedule/permits.hpp"

namespace core::engine {
class Loop;
}
namespace core::net {
class Net;
}

namespace core::schedule {

/// A loop that is this late cannot judge streams, whose time-outs are a few seconds.
inline constexpr Nanos largest_lag = std::chrono::seconds(1);

/// [thread-safe]
[[nodiscard]] bool can_judge(const engine::Loop& loop);

/// Shared by all watchers; outlives them.
struct Shared {
  pipeline::Surroundings& surroundings;
  Permits& permits;           // for sampled runs
  Permits& blocking_permits;  // for runs that need a thread of the blocking pool
  std::atomic<std::size_t>& runs_in_progress;
};

/// When a stream's probe runs.
enum class Plan {
  continuous = 1,
  sampled,
  file,   // once, at full speed
  single  // one check, and then the watcher ends
};

/// A stream as handed over by the scheduler.
struct Assignment {
  Plan plan = Plan::continuous;
  pipeline::TargetPtr target;
  std::shared_ptr<const config::Watch> watch;
  std::shared_ptr<pipeline::SnapshotSlot> slot;
  host::ProbeSetup probe;
  bool is_file = false;
  Nanos first_delay{};
  Nanos phase{};  // sampled: from the first check to the stream's own place in the interval
  pipeline::LastTold told{};  // where the stream was watched in another way until now
  Nanos longest{};            // of a single check: what was seen by then counts; 0: no bound
  std::uint64_t seed = 0;     // of the back-off's jitter
};

/// Lives on one loop: created anywhere, but started, used and destroyed on its strand. It has no
/// fiber between runs, so waiting streams need no stack.
class Watcher {
 public:
  /// `on_end` is called once, on the strand and outside any fiber, when the watcher has ended; it
  /// may destroy the watcher.
  Watcher(Assignment assignment, const Shared& shared, engine::Loop& loop, net::Net& net,
          std::function<void()> on_end);
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  void start();

  /// Cancels the current run; `on_end` follows. What is known of the stream stays as it was.
  void stop();

  /// Like stop(), for a stream that will no longer be watched: before the end, everyone who was
  /// told of its findings is told that they have ended.
  void retire();

  /// What the watcher that replaces this one takes over.
  [[nodiscard]] pipeline::LastTold last_told() const { return stream_.last_told(); }

 private:
  void begin_run();
  void run();
  [[nodiscard]] Permits::Permit wait_for_thread();
  void after_run();
  void wait_for_next_run();
  void end();
  void on_tick();
  void end_run_early(pipeline::Outcome outcome);
  [[nodiscard]] bool is_last_try() const;
  [[nodiscard]] std::uint32_t mode() const;

  const Assignment assignment_;
  const Shared shared_;
  engine::Loop& loop_;
  net::Net& net_;
  std::function<void()> on_end_;
  pipeline::Stream stream_;
  std::unique_ptr<host::ProbeHost> probe_;  // null before the start, and if it cannot be created
  Backoff backoff_;

  bool is_retired_ = false;
  engine::CancelScope life_;
  std::optional<engine::CancelScope> run_scope_;  // exists while the fiber of a run does
  bool is_running_ = false;                       // whether the probe itself is running
  std::optional<pipeline::Outcome> decided_;      // why the current run is being ended
  pipeline::Outcome outcome_;                     // of the last run
  unsigned tries_ = 0;                            // of the current check
  engine::Time check_begin_{};
  Nanos phase_;  // until the first check is over, then 0
  engine::Time run_begin_{};
  engine::Timer next_run_;
  engine::Timer tick_;
  bool is_whole_second_ = false;
};

}  // namespace core::schedule
