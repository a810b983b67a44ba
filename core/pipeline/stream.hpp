// One live stream under watch: takes what its probe reports and maintains its state.
#pragma once

#include <vex/event.h>
#include <vex/cpp/error.hpp>

#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/chain.hpp"
#include "core/pipeline/findings.hpp"
#include "core/pipeline/flapping.hpp"
#include "core/pipeline/media_clock.hpp"
#include "core/pipeline/phases.hpp"
#include "core/pipeline/series_store.hpp"
#include "core/pipeline/snapshot.hpp"
#include "core/pipeline/surroundings.hpp"

namespace core::pipeline {

/// Figures of a run's connections.
struct TransportFigures {
  std::optional<std::uint64_t> received_bytes;  // empty: unknown, and so is everything else
  vex_nanos rtt = -1;
  std::uint64_t tcp_retransmits = 0;
  std::int64_t certificate_expiry_seconds = 0;  // 0: no TLS
};

/// How a run ended.
struct Outcome {
  vex_status status = VEX_OK;
  vex::Reason reason = vex::Reason::none;  // none only together with VEX_OK
  std::string sentence;
};

/// What the sinks were last told of a stream and is still true.
struct LastTold {
  std::vector<RecordPtr> firing;  // the changes to firing
  std::uint32_t up = VEX_UNKNOWN;
};

/// Publishes a stream's latest snapshot. [thread-safe]
///
/// This uses a mutex, not std::atomic<std::shared_ptr>, because the latter releases its internal
/// lock without release ordering after a load in libstdc++ 12, which is a data race with the next
/// store.
class SnapshotSlot {
 public:
  void store(StreamSnapshotPtr snapshot) {
    const std::lock_guard lock(mutex_);
    latest_.swap(snapshot);  // the previous one is destroyed after the lock is released
  }

  /// Null before the first snapshot.
  [[nodiscard]] StreamSnapshotPtr load() const {
    const std::lock_guard lock(mutex_);
    return latest_;
  }

 private:
  mutable std::mutex mutex_;
  StreamSnapshotPtr latest_;
};

/// All of it runs on the strand of the stream.
class Stream {
 public:
  /// `surroundings` and `slot` outlive the stream. `told` is from the same stream, where it was
  /// watched differently until now.
  Stream(TargetPtr target, std::shared_ptr<const config::Watch> watch, Surroundings& surroundings,
         SnapshotSlot& slot, const LastTold& told = {});
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  [[nodiscard]] const Target& target() const noexcept { return *target_; }
  [[nodiscard]] std::uint32_t payload() const noexcept { return chain_.payload(); }

  void begin_run(std::uint32_t mode);

  /// `settled`: a failure is now the stream's state, not one of a check's attempts.
  void end_run(const Outcome& outcome, bool settled = true);

  /// Takes what the probe emits. Throws vex::Error for whatever contradicts the tables of `origin`.
  void take(const vex_event& event, const plugin::Settings& origin);

  /// A phase measured by the core itself has ended.
  void phase_over(std::uint32_t phase);

  /// To be called once a second: advances time for analyzers and findings, and publishes the state.
  void tick(const TransportFigures* transport);

  /// Why the run has to be ended, if it has to: the media clock has stopped, or never started.
  /// `last_receive` is when bytes last arrived; 0: not in this run.
  [[nodiscard]] std::optional<Outcome> overdue(vex_time last_receive) const;

  /// Applies the verdict on a run that is being ended; end_run follows, possibly much later.
  void judge_down(const Outcome& outcome);

  /// Whether a sampled run has seen enough.
  [[nodiscard]] bool sample_complete() const;

  /// Called when the exporter becomes overloaded and must not judge, and when it has recovered.
  void set_measurement_valid(bool valid);

  /// Whether the current run has seen media.
  [[nodiscard]] bool has_media() const noexcept { return running_ && first_packet_ != 0; }

  void publish_snapshot();

  /// For the stream that replaces this one.
  [[nodiscard]] LastTold last_told() const;

  /// The stream is no longer watched: its findings end, and its state is unknown.
  void retire();

 private:
  void take_one(const vex_event& event, const plugin::Settings& origin);
  void take_from_analyzer(const Chain::Link& from, const vex_event& event);
  template <class Event>
  void hand_on(const Event& original);
  template <class Event>
  void take_fetch(const Event& event);
  void take_packet(const vex_event_packet& original);
  [[nodiscard]] bool shows_life(bool is_burst) const;
  void take_track(const vex_event_track& track);
  void take_format(const vex_event_format& format);
  void take_metric(const vex_event_metric& event, const plugin::Settings& origin,
                   const Chain::Link* from);
  void take_finding(const vex_event_finding& event, const plugin::Settings& origin);
  void deliver_window(const ClosedWindow& window);
  void deliver_phase(std::uint32_t phase, vex_time now);
  void deliver_state();
  void set_up(std::uint32_t up, vex::Reason reason, std::string_view sentence);
  void publish_state();
  void report_down(bool down);
  void report_flapping(vex_time now);
  void hold_changes_back(bool hold);
  void restore(const vex_record& told);
  void clear_unconfirmed(vex_time now);
  [[nodiscard]] const plugin::RuleSetting* setting_of(const vex_rule& rule,
                                                      const vex_plugin* origin) const;
  void report_expiry(std::int64_t expiry_seconds);
  void report_own(const vex_event_finding& event);
  [[nodiscard]] config::Nanos liveness_timeout() const;
  [[nodiscard]] std::optional<Outcome> overdue_start(vex_time now) const;
  [[nodiscard]] bool clock_runs_late(vex_time now) const;
  [[nodiscard]] vex_time last_advance() const;
  void on_finding_change(const Finding& finding, std::uint32_t change, vex_time now);
  [[nodiscard]] static std::string_view severity_name(std::uint32_t severity);
  void refresh_info();
  void put(const vex_metric& metric, double value,
           std::initializer_list<std::string_view> labels = {});
  void publish(const vex_event& event, const vex_plugin* origin);

  /// The latest playlist or segment that could not be fetched.
  struct FailedFetch {
    std::uint32_t type;  // of the event
    std::uint32_t rendition;
    vex::Reason reason;
    std::string sentence;
  };

  const TargetPtr target_;
  const std::shared_ptr<const config::Watch> watch_;
  const plugin::SettingsPtr core_;  // for the core's own rules
  Surroundings& surroundings_;
  SnapshotSlot& slot_;
  SeriesStore series_;
  Findings findings_;
  Chain chain_;
  Phases phases_;
  std::optional<MediaClock> clock_;  // of the current run

  std::uint32_t mode_ = VEX_MODE_CONTINUOUS;
  bool running_ = false;
  bool valid_ = true;
  std::uint64_t runs_ = 0;
  std::uint64_t reconnects_ = 0;
  std::uint64_t checks_ = 0;
  vex::Reason last_failure_ = vex::Reason::none;
  vex_time first_packet_ = 0;                // arrival in this run; 0: none yet
  vex_time last_packet_ = 0;                 // likewise
  bool is_finite_ = false;                   // the media of the current run
  vex_nanos segment_duration_ = 0;           // 0: not delivered in segments
  std::optional<FailedFetch> failed_fetch_;  // of the current run, unless a later fetch succeeded
  std::uint64_t received_ = 0, retransmits_ = 0;  // of this run, as counted so far
  std::uint64_t events_ = 0;                      // since the last tick

  std::uint32_t up_ = VEX_UNKNOWN;
  vex::Reason reason_ = vex::Reason::none;
  std::string sentence_;
  vex_time since_ = 0;
  const vex_rule* down_rule_ = nullptr;  // the rule that reports a down stream until it is up
  Flapping flapping_;
  bool is_flapping_ = false;             // as last reported
  bool is_held_back_ = false;            // changes of `up` are not announced
  bool has_unconfirmed_ = false;         // restored findings may have ended
  std::uint32_t told_up_ = VEX_UNKNOWN;  // what the sinks were told

  std::optional<vex_event_health> health_;
  std::shared_ptr<const FormatTexts> format_;
  std::shared_ptr<const TrackList> tracks_;
  bool tracks_are_of_this_run_ = false;
  std::vector<std::string> info_labels_;
  std::shared_ptr<const FindingList> finding_list_;
  std::uint64_t finding_list_version_ = 0;
  bool is_snapshot_behind_ = false;  // behind what the sinks were told of findings
};

}  // namespace core::pipeline
