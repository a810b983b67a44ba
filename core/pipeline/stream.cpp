// The life of a stream: runs start and end, time passes.
#include "core/pipeline/stream.hpp"

#include <vex/cpp/event.hpp>

#include "core/pipeline/core_plugin.hpp"
#include "core/plugin/given.hpp"

namespace core::pipeline {
namespace {

/// Whether a failure may be caused by the exporter's own slowness.
bool is_about_time(vex::Reason reason) {
  using vex::Reason;
  return reason == Reason::timeout || reason == Reason::connect_timeout ||
         reason == Reason::no_media || reason == Reason::stalled || reason == Reason::clock_stopped;
}

/// What is known of a run that has ended.
struct EndedRun {
  bool is_continuous;
  bool had_media;
  bool had_response;
};

/// What the end of a run means for the stream, which the probe alone cannot know.
Outcome judgement_of(Outcome outcome, const EndedRun& run) {
  if (outcome.status == VEX_OK && run.is_continuous) {
    // A live stream that ends is down, however cleanly it ended.
    outcome.reason = vex::Reason::closed;
    if (outcome.sentence.empty()) outcome.sentence = "the stream came to its end";
  } else if (outcome.status == VEX_OK && !run.had_media) {
    outcome.reason = vex::Reason::no_media;
    outcome.sentence = "the stream ended without any media";
  }
  // Silence on an established connection is a stall, not a phase that took too long.
  if (outcome.reason == vex::Reason::timeout && run.had_media) {
    outcome.reason = vex::Reason::stalled;
  } else if (outcome.reason == vex::Reason::timeout && run.had_response) {
    outcome.reason = vex::Reason::no_media;
  }
  return outcome;
}

}  // namespace

Stream::Stream(TargetPtr target, std::shared_ptr<const config::Watch> watch,
               Surroundings& surroundings, SnapshotSlot& slot, const LastTold& told)
    : target_(std::move(target)),
      watch_(std::move(watch)),
      core_(watch_->core ? watch_->core : plugin::make_settings(own::plugin())),
      surroundings_(surroundings),
      slot_(slot),
      findings_([this](const Finding& finding, std::uint32_t change, vex_time now) {
        on_finding_change(finding, change, now);
      }),
      chain_(watch_->analyzers, *target_, surroundings,
             [this](const Chain::Link& from, const vex_event& event) {
               take_from_analyzer(from, event);
             }),
      since_(surroundings.now()),
      flapping_(core_->limits()[own::row_of(own::flapping)]) {
  refresh_info();
  told_up_ = told.up;
  for (const RecordPtr& record : told.firing) restore(record->abi());
  for (const RecordPtr& record : surroundings_.claim_findings(target_->abi())) {
    restore(record->abi());
  }
  publish_snapshot();
}

void Stream::begin_run(std::uint32_t mode) {
  const vex_time now = surroundings_.now();
  mode_ = mode;
  running_ = true;
  ++runs_;
  if (last_failure_ != vex::Reason::none) {
    ++reconnects_;
    put(own::reconnects, 1, {name_of(last_failure_)});
    last_failure_ = vex::Reason::none;
  }
  const bool sampled = mode == VEX_MODE_SAMPLED;
  // A sampled run is a single window that ends with the sample.
  clock_.emplace(
      MediaClockOptions{.window = sampled ? config::Nanos::max() / 4 : watch_->window,
                        .keyframe_wait = sampled ? watch_->sample_duration : watch_->window,
                        .aligned_to_arrival = mode != VEX_MODE_OFFLINE});
  for (std::uint32_t phase = VEX_PHASE_RESOLVE; phase <= VEX_PHASE_FIRST_KEYFRAME; ++phase) {
    if (phases_.reached(phase)) put(own::phase, vex::absent, {phase_name(phase)});
  }
  phases_.begin_run(now);
  series_.begin_run();
  findings_.begin_run();
  first_packet_ = 0;
  last_packet_ = 0;
  received_ = retransmits_ = 0;
  is_finite_ = false;
  segment_duration_ = 0;
  failed_fetch_.reset();
  tracks_are_of_this_run_ = false;
  chain_.begin_run();
  const auto begin =
      vex::detail::to_abi(vex::RunBegin{vex::Nanos(now), runs_, reconnects_, vex::Mode{mode}});
  chain_.deliver(begin.head);
  deliver_state();
}

void Stream::end_run(const Outcome& outcome, bool settled) {
  const vex_time now = surroundings_.now();
  const bool complete = outcome.status == VEX_OK;
  const bool in_windows = mode_ == VEX_MODE_CONTINUOUS;
  if (auto window = clock_->close(complete && !in_windows ? ClosedWindow::Cause::sample
                                                          : ClosedWindow::Cause::broken)) {
    deliver_window(*window);
  }
  running_ = false;
  const Outcome judged =
      judgement_of(outcome, {.is_continuous = in_windows,
                             .had_media = first_packet_ != 0,
                             .had_response = phases_.reached(VEX_PHASE_REQUEST)});
  const bool failed = judged.reason != vex::Reason::none;
  put(own::runs, 1, {failed ? "failed" : "ok", name_of(judged.reason)});
  if (failed) {
    last_failure_ = judged.reason;
    if (settled) series_.drop_run_values();
  } else {
    series_.drop_stale_values();
  }
  if (settled) {
    ++checks_;
    if (!failed) {
      set_up(VEX_YES, vex::Reason::none, {});
    } else if (!valid_ && is_about_time(judged.reason)) {
      set_up(VEX_UNKNOWN, vex::Reason::overload, "the exporter is overloaded and cannot judge");
    } else {
      set_up(VEX_NO, judged.reason, judged.sentence);
    }
  }
  deliver_state();
  const auto end = vex::detail::to_abi(
      vex::RunEnd{vex::Nanos(now), outcome.status, judged.reason, judged.sentence});
  chain_.deliver(end.head);
  publish(end.head, nullptr);
  chain_.end_run();
  // The findings of a complete sample last until the next one, as its gauges do.
  findings_.clear_if(
      [failed](const Finding& finding) {
        const vex_plugin* origin = finding.origin;
        return origin != nullptr && origin->analyzer != nullptr &&
               origin->analyzer->lifetime != VEX_LIFETIME_STREAM &&
               (failed || !finding.of_this_run);
      },
      now);
  clock_.reset();
  publish_snapshot();
}

void Stream::tick(const TransportFigures* transport) {
  const vex_time now = surroundings_.now();
  if (transport != nullptr && transport->received_bytes && running_) {
    put(own::received, static_cast<double>(*transport->received_bytes - received_));
    // A file has no TCP: its round-trip time is unknown, and its retransmits are absent rather than
    // 0.
    if (transport->rtt >= 0 || transport->tcp_retransmits > retransmits_) {
      put(own::retransmits, static_cast<double>(transport->tcp_retransmits - retransmits_));
    }
    received_ = *transport->received_bytes;
    retransmits_ = transport->tcp_retransmits;
    if (transport->rtt >= 0) {
      // Nothing is known of a connection that no longer exists.
      series_.put(own::rtt, nullptr, {}, vex::seconds(vex::Nanos(transport->rtt)), Keeping::run);
    }
    if (transport->certificate_expiry_seconds != 0) {
      put(own::certificate_expiry, static_cast<double>(transport->certificate_expiry_seconds));
      report_expiry(transport->certificate_expiry_seconds);
    }
    const auto event = vex::detail::to_abi(
        vex::Transport{vex::Nanos(now), *transport->received_bytes, transport->tcp_retransmits,
                       vex::Nanos(transport->rtt), transport->certificate_expiry_seconds});
    chain_.deliver(event.head);
  }
  chain_.tick(now);
  findings_.tick(now);
  clear_unconfirmed(now);
  report_flapping(now);
  if (!valid_ && up_ == VEX_YES && clock_runs_late(now)) {
    set_up(VEX_UNKNOWN, vex::Reason::overload, "the exporter is overloaded and cannot judge");
  }
  surroundings_.count_events(events_);
  events_ = 0;
  publish_snapshot();
}

}  // namespace core::pipeline
