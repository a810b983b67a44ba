// Decides whether a stream is up, and when a run has to be ended.
#include "core/pipeline/stream.hpp"

#include <vex/cpp/event.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/pipeline/core_plugin.hpp"

namespace core::pipeline {
namespace {

constexpr vex_time second = 1'000'000'000;

std::string in_seconds(config::Nanos time) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  std::string text = std::to_string(ms / 1000);
  if (ms % 1000 != 0) text += "." + std::to_string(ms % 1000 / 100);
  return text + " s";
}

}  // namespace

std::optional<Outcome> Stream::overdue(vex_time last_receive) const {
  if (!running_ || !valid_ || mode_ == VEX_MODE_OFFLINE) return std::nullopt;
  const vex_time now = surroundings_.now();
  if (first_packet_ == 0) return overdue_start(now);
  if (!clock_runs_late(now)) return std::nullopt;
  const std::string length = in_seconds(liveness_timeout());
  if (segment_duration_ > 0) {
    const std::string sentence = "no new segment for " + length;
    if (!failed_fetch_) return Outcome{VEX_E_FAILED, vex::Reason::stalled, sentence};
    return Outcome{VEX_E_FAILED, failed_fetch_->reason, sentence + ": " + failed_fetch_->sentence};
  }
  if (last_packet_ > last_advance() + second) {
    return Outcome{VEX_E_FAILED, vex::Reason::clock_stopped,
                   "media arrives, but its timestamps have not moved for " + length};
  }
  // A server can be alive without sending media: it answers keepalives, pings, reports.
  return Outcome{VEX_E_FAILED, vex::Reason::stalled,
                 last_receive > last_advance() + second
                     ? "no media has arrived for " + length + ", though other bytes have"
                     : "nothing has arrived for " + length};
}

/// Applies before the first media.
std::optional<Outcome> Stream::overdue_start(vex_time now) const {
  const config::Timeouts& bounds = watch_->timeouts;
  if (!phases_.reached(VEX_PHASE_REQUEST)) {
    const config::Nanos allowed =
        bounds.resolve + bounds.connect + bounds.tls + bounds.request + bounds.first_media;
    if (now - phases_.last_end() < allowed.count()) return std::nullopt;
    return Outcome{VEX_E_TIMEOUT, vex::Reason::timeout,
                   "the run made no progress within " + in_seconds(allowed)};
  }
  if (now - phases_.last_end() >= bounds.first_media.count()) {
    return Outcome{VEX_E_TIMEOUT, vex::Reason::no_media,
                   "no media within " + in_seconds(bounds.first_media) + " of the answer"};
  }
  // Playlists are answered over and over, whether there is media or not.
  const config::Nanos longest = 2 * bounds.first_media;
  if (now - phases_.first_answer() < longest.count()) return std::nullopt;
  const std::string sentence = "no media within " + in_seconds(longest) + " of the first answer";
  if (!failed_fetch_) return Outcome{VEX_E_TIMEOUT, vex::Reason::no_media, sentence};
  return Outcome{VEX_E_FAILED, failed_fetch_->reason, sentence + ": " + failed_fetch_->sentence};
}

void Stream::judge_down(const Outcome& outcome) {
  series_.drop_run_values();
  set_up(VEX_NO, outcome.reason, outcome.sentence);
}

/// Media that comes in segments has not stopped before two of them are overdue.
config::Nanos Stream::liveness_timeout() const {
  return std::max(watch_->liveness_timeout, 2 * config::Nanos(segment_duration_));
}

void Stream::retire() {
  if (up_ != VEX_UNKNOWN || told_up_ != VEX_UNKNOWN) {
    set_up(VEX_UNKNOWN, vex::Reason::none, "no longer watched");
  }
  findings_.end(surroundings_.now(), "the stream is no longer watched");
  publish_snapshot();
}

bool Stream::clock_runs_late(vex_time now) const {
  if (!running_ || first_packet_ == 0 || mode_ == VEX_MODE_OFFLINE) return false;
  return now - last_advance() >= liveness_timeout().count();
}

vex_time Stream::last_advance() const {
  return clock_->last_advance().value_or(Nanos(first_packet_)).count();
}

bool Stream::sample_complete() const {
  if (mode_ != VEX_MODE_SAMPLED || !running_ || first_packet_ == 0) return false;
  const config::Watch& watch = *watch_;
  if (clock_->window_duration() >= watch.sample_duration &&
      clock_->window_keyframes() >= watch.min_keyframes) {
    return true;
  }
  // Keeps a stream with too few keyframes, or one that arrives too slowly, from being sampled for
  // ever.
  return clock_->window_duration() >= 2 * watch.sample_duration ||
         surroundings_.now() - first_packet_ >= 3 * watch.sample_duration.count();
}

void Stream::set_measurement_valid(bool valid) {
  if (valid == valid_) return;
  valid_ = valid;
  findings_.set_valid(valid);
  // Nothing could start in the meantime, and nobody else reports again that the stream is down.
  if (valid && up_ == VEX_NO) report_down(true);
}

void Stream::set_up(std::uint32_t up, vex::Reason reason, std::string_view sentence) {
  const bool changed = up != up_;
  if (changed) since_ = surroundings_.now();
  if (!changed && reason == reason_ && sentence == sentence_) return;
  up_ = up;
  reason_ = reason;
  sentence_ = sentence;
  if (!changed && up == VEX_NO) return;  // another reason for the same state is not a transition
  if (up != VEX_YES) health_.reset();
  deliver_state();
  publish_state();
  // An outage that cannot be judged at the moment has not ended.
  if (up != VEX_UNKNOWN) report_down(up == VEX_NO);
  // While a stream is down, nobody reports the end of these findings.
  if (up == VEX_NO) clear_unconfirmed(since_);
  if (up != VEX_UNKNOWN) flapping_.note(up, since_);
  report_flapping(since_);
  publish_snapshot();
}

void Stream::publish_state() {
  if (is_held_back_) return;
  told_up_ = up_;
  const auto event = vex::detail::to_abi(
      vex::State{vex::Nanos(since_), vex::Known{up_}, reason_, sentence_, vex::Nanos(since_)});
  publish(event.head, nullptr);
}

/// One finding per outage: it keeps the rule that it started with, whatever a reconnect runs into.
void Stream::report_down(bool down) {
  if (down && down_rule_ == nullptr) {
    down_rule_ = reason_ == vex::Reason::stalled         ? &own::stream_stalled
                 : reason_ == vex::Reason::clock_stopped ? &own::clock_stopped
                                                         : &own::stream_down;
  }
  if (down_rule_ == nullptr) return;
  const std::array evidence{vex::pair("reason", name_of(reason_))};
  report_own(vex::detail::to_abi(
      vex::Finding{*down_rule_, down, vex::absent, vex::absent, sentence_, evidence}));
  if (!down) down_rule_ = nullptr;
}

void Stream::report_flapping(vex_time now) {
  const std::size_t count = flapping_.count(now);
  const bool was_flapping = is_flapping_;
  is_flapping_ = flapping_.limit() > 0 && count >= flapping_.limit();
  if (!is_flapping_ && !was_flapping) return;
  report_own(vex::detail::to_abi(vex::Finding{own::flapping,
                                              is_flapping_,
                                              static_cast<double>(count),
                                              static_cast<double>(flapping_.limit()),
                                              "the stream goes up and down again and again",
                                              {}}));
}

/// A flapping stream is one event, not a storm. What its sinks were last told stays in force until
/// it has calmed down; then they are told the current state if it differs.
void Stream::hold_changes_back(bool hold) {
  is_held_back_ = hold;
  findings_.hold_back(hold ? std::span<const vex_rule* const>(own::down_rules)
                           : std::span<const vex_rule* const>());
  if (!hold && up_ != told_up_) publish_state();
}

/// Uses the real-time clock, the only one that certificates know.
void Stream::report_expiry(std::int64_t expiry_seconds) {
  const double left = static_cast<double>(expiry_seconds) -
                      static_cast<double>(surroundings_.unix_now()) / static_cast<double>(second);
  const double limit = core_->limits()[own::row_of(own::tls_expiring)];
  const std::string message =
      "the certificate expires in " + std::to_string(std::llround(left / 86400)) + " days";
  report_own(
      vex::detail::to_abi(vex::Finding{own::tls_expiring, left < limit, left, limit, message, {}}));
}

void Stream::report_own(const vex_event_finding& event) {
  findings_.report(event, &own::plugin(), core_->rules()[own::row_of(*event.rule)],
                   surroundings_.now());
}

}  // namespace core::pipeline
