// Keeps one stream under watch: decides when its probe runs, ends runs that are overdue, and lets
// time pass for its pipeline.
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

/// A loop that is this late cannot judge streams whose time-outs are seconds.
inline constexpr Nanos largest_lag = std::chrono::seconds(1);

/// [thread-safe]
[[nodiscard]] bool can_judge(const engine::Loop& loop);

/// What all watchers share; outlives them.
struct Shared {
  pipeline::Surroundings& surroundings;
  Permits& permits;           // of sampled runs
  Permits& blocking_permits;  // of runs that need a thread of the blocking pool
  std::atomic<std::size_t>& runs_in_progress;
};

/// When a stream's probe runs.
enum class Plan {
  continuous = 1,
  sampled,
  file,   // once, at full speed
  single  // one check, and then the watcher ends
};

/// One stream as the scheduler hands it over.
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

/// Lives on one loop: started, used and destroyed on its strand. Between runs it has no fiber, so
/// that streams which wait cost no stack.
class Watcher {
 public:
  /// `on_end` is called once, on the strand and outside of any fiber, when the watcher has come to
  /// its end and may be destroyed, from within the call too.
  Watcher(Assignment assignment, const Shared& shared, engine::Loop& loop, net::Net& net,
          std::function<void()> on_end);
  Watcher(const Watcher&) = delete;
  Watcher& operator=(const Watcher&) = delete;

  void start();

  /// Cancels the running run; `on_end` follows. What is known of the stream stays as it was.
  void stop();

  /// The same for a stream that is to be watched no longer: before the end, those who were told of
  /// it are told that this is over.
  void retire();

  /// What a watcher in the place of this one takes over.
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
  std::unique_ptr<host::ProbeHost> probe_;  // null before start, and when it cannot be made
  Backoff backoff_;

  bool is_retired_ = false;
  engine::CancelScope life_;
  std::optional<engine::CancelScope> run_scope_;  // while a run's fiber exists
  bool is_running_ = false;                       // the probe's run itself
  std::optional<pipeline::Outcome> decided_;      // what the running run is ended for
  pipeline::Outcome outcome_;                     // of the last run
  unsigned tries_ = 0;                            // of the present check
  engine::Time check_begin_{};
  Nanos phase_;  // until the first check is over, then 0
  engine::Time run_begin_{};
  engine::Timer next_run_;
  engine::Timer tick_;
  bool is_whole_second_ = false;
};

}  // namespace core::schedule
