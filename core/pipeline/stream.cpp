#include "core/pipeline/stream.hpp"

#include <vex/cpp/event.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/pipeline/core_plugin.hpp"
#include "core/plugin/given.hpp"

namespace core::pipeline {
namespace {

constexpr std::size_t most_tracks = 32;
constexpr vex_time second = 1'000'000'000;

/// Whether a failure may be the exporter's own slowness.
bool is_about_time(vex::Reason reason) {
  using vex::Reason;
  return reason == Reason::timeout || reason == Reason::connect_timeout ||
         reason == Reason::no_media || reason == Reason::stalled || reason == Reason::clock_stopped;
}

template <class Row>
bool declares(const Row* const* rows, const Row* row) {
  while (*rows != nullptr && *rows != row) ++rows;
  return *rows != nullptr;
}

/// Which row of the core's own table a rule is.
std::size_t row_of(const vex_rule& rule) {
  const vex_rule* const* rows = own::plugin().rules;
  std::size_t row = 0;
  while (rows[row] != &rule) ++row;
  return row;
}

std::string in_seconds(config::Nanos time) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
  std::string text = std::to_string(ms / 1000);
  if (ms % 1000 != 0) text += "." + std::to_string(ms % 1000 / 100);
  return text + " s";
}

}  // namespace

Stream::Stream(TargetPtr target, std::shared_ptr<const config::Watch> watch,
               Surroundings& surroundings, SnapshotSlot& slot)
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
      since_(surroundings.now()) {
  refresh_info();
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
  // A sampled run is one window, which the end of the sample ends.
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
  received_ = retransmits_ = 0;
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
  // A live stream that ends is down, however cleanly it ended: in continuous mode it should not.
  Outcome judged = outcome;
  if (complete && in_windows) {
    judged.reason = vex::Reason::closed;
    if (judged.sentence.empty()) judged.sentence = "the stream came to its end";
  } else if (complete && first_packet_ == 0) {
    judged.reason = vex::Reason::no_media;
    judged.sentence = "the stream ended without any media";
  }
  // Silence within a connection is what the stream does, not what a phase took too long for.
  if (judged.reason == vex::Reason::timeout && first_packet_ != 0) {
    judged.reason = vex::Reason::stalled;
  } else if (judged.reason == vex::Reason::timeout && phases_.reached(VEX_PHASE_REQUEST)) {
    judged.reason = vex::Reason::no_media;
  }
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
  // What a complete sample found holds until the next one, as its gauges do.
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

void Stream::take(const vex_event& event, const plugin::Settings& origin) {
  ++events_;
  switch (event.type) {
    case VEX_EVENT_PACKET:
      return take_packet(reinterpret_cast<const vex_event_packet&>(event));
    case VEX_EVENT_TRACK:
      return take_track(reinterpret_cast<const vex_event_track&>(event));
    case VEX_EVENT_FORMAT:
      return take_format(reinterpret_cast<const vex_event_format&>(event));
    case VEX_EVENT_PHASE:
      return phase_over(reinterpret_cast<const vex_event_phase&>(event).phase);
    case VEX_EVENT_METRIC:
      return take_metric(reinterpret_cast<const vex_event_metric&>(event), origin, nullptr);
    case VEX_EVENT_FINDING:
      return take_finding(reinterpret_cast<const vex_event_finding&>(event), origin);
    default:
      throw vex::Error(VEX_E_INVALID, "a probe cannot emit events of this type");
  }
}

void Stream::take_from_analyzer(const Chain::Link& from, const vex_event& event) {
  ++events_;
  switch (event.type) {
    case VEX_EVENT_METRIC:
      return take_metric(reinterpret_cast<const vex_event_metric&>(event), *from.settings, &from);
    case VEX_EVENT_FINDING:
      return take_finding(reinterpret_cast<const vex_event_finding&>(event), *from.settings);
    case VEX_EVENT_HEALTH:
      health_ = reinterpret_cast<const vex_event_health&>(event);
      health_->head.size = sizeof(vex_event_health);
      chain_.deliver(health_->head, &from);
      return publish(health_->head, nullptr);
    default:
      throw vex::Error(VEX_E_INVALID, "an analyzer cannot emit events of this type");
  }
}

void Stream::take_packet(const vex_event_packet& original) {
  vex_event_packet packet = original;
  packet.head.size = sizeof packet;
  const vex_time now = packet.head.time != 0 ? packet.head.time : surroundings_.now();
  packet.head.time = now;
  packet.flags &= ~std::uint32_t{VEX_PACKET_BURST};
  if ((packet.flags & VEX_PACKET_CONFIG) == 0) {
    bool is_video = false;
    if (tracks_) {
      for (const vex_event_track* track : tracks_->tracks()) {
        if (track->id == packet.track) is_video = track->kind == VEX_TRACK_VIDEO;
      }
    }
    const bool is_key = (packet.flags & VEX_PACKET_KEY) != 0;
    if (first_packet_ == 0) {
      first_packet_ = now;
      deliver_phase(VEX_PHASE_FIRST_MEDIA, now);
    }
    if (is_key && is_video) deliver_phase(VEX_PHASE_FIRST_KEYFRAME, now);
    const MediaClock::Verdict verdict =
        clock_->take({Nanos(now), Nanos(packet.dts), packet.track, is_video, is_key});
    if (verdict.burst) packet.flags |= VEX_PACKET_BURST;
    if (verdict.window) {
      deliver_window(*verdict.window);
    } else if (verdict.opened) {
      // What came between the burst, or a discontinuity, and this keyframe belongs to no window.
      const Nanos dts(packet.dts);
      deliver_window({ClosedWindow::Cause::broken, dts, dts, Nanos(now), Nanos(now)});
    }
    if (verdict.advanced && up_ != VEX_YES && mode_ == VEX_MODE_CONTINUOUS) {
      set_up(VEX_YES, vex::Reason::none, {});
    }
  }
  chain_.deliver(packet.head);
}

void Stream::take_track(const vex_event_track& track) {
  std::vector<vex_event_track> tracks;
  if (tracks_ && tracks_are_of_this_run_) {
    for (const vex_event_track* known : tracks_->tracks()) {
      if (known->id != track.id) tracks.push_back(*known);
    }
  }
  if (tracks.size() >= most_tracks) {
    throw vex::Error(vex::Reason::too_large, "the stream has more than 32 tracks");
  }
  tracks.push_back(track);
  std::sort(tracks.begin(), tracks.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  const auto before = tracks_;  // the copies point into it
  tracks_ = std::make_shared<const TrackList>(std::move(tracks));
  tracks_are_of_this_run_ = true;
  refresh_info();
  chain_.deliver(track.head);
}

void Stream::take_format(const vex_event_format& format) {
  const auto event = vex::detail::from_abi(format);
  format_ = std::make_shared<const FormatTexts>(
      FormatTexts{std::string(event.protocol), std::string(event.container), format.live});
  if (format.live == VEX_NO) clock_->ignore_arrival();
  refresh_info();
  chain_.deliver(format.head);
}

void Stream::take_metric(const vex_event_metric& event, const plugin::Settings& origin,
                         const Chain::Link* from) {
  if (!declares(origin.plugin().metrics, event.metric)) {
    throw vex::Error(VEX_E_INVALID, "the metric is not in the plugin's table");
  }
  std::size_t keys = 0;
  while (keys < VEX_LABELS_MAX && event.metric->labels[keys] != nullptr) ++keys;
  if (keys != event.label_count) {
    throw vex::Error(VEX_E_INVALID, std::string("the metric ") + event.metric->name +
                                        " was given " + std::to_string(event.label_count) +
                                        " labels instead of " + std::to_string(keys));
  }
  const bool lives = from == nullptr || from->plugin().analyzer->lifetime != VEX_LIFETIME_STREAM;
  series_.put(*event.metric, &origin.plugin(), {event.labels, event.label_count}, event.value,
              lives ? Keeping::run : Keeping::stream);
  chain_.deliver(event.head, from);
}

void Stream::take_finding(const vex_event_finding& event, const plugin::Settings& origin) {
  const vex_rule* const* rows = origin.plugin().rules;
  if (!declares(rows, event.rule)) {
    throw vex::Error(VEX_E_INVALID, "the rule is not in the plugin's table");
  }
  const auto index =
      static_cast<std::size_t>(std::find(rows, rows + origin.rules().size(), event.rule) - rows);
  findings_.report(event, &origin.plugin(), origin.rules()[index], surroundings_.now());
}

void Stream::phase_over(std::uint32_t phase) { deliver_phase(phase, surroundings_.now()); }

void Stream::deliver_phase(std::uint32_t phase, vex_time now) {
  const auto over = phases_.over(phase, now);
  if (!over) return;
  put(own::phase, vex::seconds(vex::Nanos(over->total)), {phase_name(phase)});
  const auto event = vex::detail::to_abi(
      vex::Phase{vex::Nanos(now), vex::Phase::Step{phase}, vex::Nanos(over->duration)});
  chain_.deliver(event.head);
}

void Stream::deliver_window(const ClosedWindow& window) {
  const auto event = vex::detail::to_abi(
      vex::Window{window.end_arrival,
                  window.cause == ClosedWindow::Cause::full     ? vex::Window::full
                  : window.cause == ClosedWindow::Cause::sample ? vex::Window::sample
                                                                : vex::Window::broken,
                  window.begin_dts, window.end_dts, window.begin_arrival, window.end_arrival});
  chain_.deliver(event.head);
}

void Stream::tick(const TransportFigures* transport) {
  const vex_time now = surroundings_.now();
  if (transport != nullptr && running_) {
    put(own::received, static_cast<double>(transport->received_bytes - received_));
    // A file has no TCP: no round trip is known of it, and its retransmits are not 0, but absent.
    if (transport->rtt >= 0 || transport->tcp_retransmits > retransmits_) {
      put(own::retransmits, static_cast<double>(transport->tcp_retransmits - retransmits_));
    }
    received_ = transport->received_bytes;
    retransmits_ = transport->tcp_retransmits;
    if (transport->rtt >= 0) put(own::rtt, vex::seconds(vex::Nanos(transport->rtt)));
    if (transport->certificate_expiry_seconds != 0) {
      put(own::certificate_expiry, static_cast<double>(transport->certificate_expiry_seconds));
      report_expiry(transport->certificate_expiry_seconds);
    }
    const auto event = vex::detail::to_abi(
        vex::Transport{vex::Nanos(now), transport->received_bytes, transport->tcp_retransmits,
                       vex::Nanos(transport->rtt), transport->certificate_expiry_seconds});
    chain_.deliver(event.head);
  }
  chain_.tick(now);
  findings_.tick(now);
  if (!valid_ && up_ == VEX_YES && clock_runs_late(now)) {
    set_up(VEX_UNKNOWN, vex::Reason::overload, "the exporter is overloaded and cannot judge");
  }
  surroundings_.count_events(events_);
  events_ = 0;
  publish_snapshot();
}

std::optional<Outcome> Stream::overdue(vex_time last_receive) const {
  if (!running_ || !valid_ || mode_ == VEX_MODE_OFFLINE) return std::nullopt;
  const config::Watch& watch = *watch_;
  const vex_time now = surroundings_.now();
  if (first_packet_ == 0) {
    const config::Timeouts& bounds = watch.timeouts;
    const bool answered = phases_.reached(VEX_PHASE_REQUEST);
    const config::Nanos allowed = answered ? bounds.first_media
                                           : bounds.resolve + bounds.connect + bounds.tls +
                                                 bounds.request + bounds.first_media;
    if (now - phases_.last_end() < allowed.count()) return std::nullopt;
    return Outcome{VEX_E_TIMEOUT, answered ? vex::Reason::no_media : vex::Reason::timeout,
                   answered ? "no media within " + in_seconds(allowed) + " of the answer"
                            : "the run made no progress within " + in_seconds(allowed)};
  }
  if (!clock_runs_late(now)) return std::nullopt;
  const std::string length = in_seconds(watch.liveness_timeout);
  if (last_receive > last_advance() + second) {
    return Outcome{VEX_E_FAILED, vex::Reason::clock_stopped,
                   "bytes arrive, but the media timestamps have not moved for " + length};
  }
  return Outcome{VEX_E_FAILED, vex::Reason::stalled, "nothing has arrived for " + length};
}

void Stream::judge_down(const Outcome& outcome) {
  series_.drop_run_values();
  set_up(VEX_NO, outcome.reason, outcome.sentence);
}

bool Stream::clock_runs_late(vex_time now) const {
  if (!running_ || first_packet_ == 0 || mode_ == VEX_MODE_OFFLINE) return false;
  return now - last_advance() >= watch_->liveness_timeout.count();
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
  // A stream with fewer keyframes, or none, or one that comes too slowly, is not sampled for ever.
  return clock_->window_duration() >= 2 * watch.sample_duration ||
         surroundings_.now() - first_packet_ >= 3 * watch.sample_duration.count();
}

void Stream::set_measurement_valid(bool valid) {
  if (valid == valid_) return;
  valid_ = valid;
  findings_.set_valid(valid);
}

void Stream::set_up(std::uint32_t up, vex::Reason reason, std::string_view sentence) {
  const bool changed = up != up_;
  if (changed) since_ = surroundings_.now();
  if (!changed && reason == reason_ && sentence == sentence_) return;
  up_ = up;
  reason_ = reason;
  sentence_ = sentence;
  if (!changed && up == VEX_NO) return;  // another reason for the same state is no transition
  if (up != VEX_YES) health_.reset();
  deliver_state();
  const auto event = vex::detail::to_abi(
      vex::State{vex::Nanos(since_), vex::Known{up_}, reason_, sentence_, vex::Nanos(since_)});
  publish(event.head, nullptr);
  report_down(up == VEX_NO);
  publish_snapshot();
}

/// One finding for one outage: it keeps the rule that it began with, whatever a reconnect meets.
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

/// By the real-time clock: certificates know no other.
void Stream::report_expiry(std::int64_t expiry_seconds) {
  const double left = static_cast<double>(expiry_seconds) -
                      static_cast<double>(surroundings_.unix_now()) / static_cast<double>(second);
  const double limit = core_->limits()[row_of(own::tls_expiring)];
  const std::string message =
      "the certificate expires in " + std::to_string(std::llround(left / 86400)) + " days";
  report_own(
      vex::detail::to_abi(vex::Finding{own::tls_expiring, left < limit, left, limit, message, {}}));
}

void Stream::report_own(const vex_event_finding& event) {
  findings_.report(event, &own::plugin(), core_->rules()[row_of(*event.rule)], surroundings_.now());
}

void Stream::deliver_state() {
  const auto event = vex::detail::to_abi(vex::State{
      vex::Nanos(surroundings_.now()), vex::Known{up_}, reason_, sentence_, vex::Nanos(since_)});
  chain_.deliver(event.head);
}

void Stream::on_finding_change(const Finding& finding, std::uint32_t change, vex_time now) {
  constexpr std::array<std::string_view, 4> severities{"", "info", "warning", "critical"};
  const bool firing = change == VEX_CHANGE_FIRING;
  put(own::finding_active, firing ? 1 : vex::absent,
      {finding.rule->id, severities.at(finding.setting.severity)});
  if (firing) put(own::findings, 1, {finding.rule->id});
  const FindingList list({finding}, vex::text(target_->abi().url));
  vex_event_finding_change event = *list.findings().front().change;
  event.head.time = now;
  event.change = change;
  chain_.deliver(event.head);
  publish(event.head, finding.origin);
}

void Stream::refresh_info() {
  const vex_target& target = target_->abi();
  std::vector<std::string> labels{
      std::string(vex::text(target.name)), std::string(vex::text(target.url)),
      format_ ? format_->protocol : "", format_ ? format_->container : ""};
  labels.resize(9);
  if (tracks_) {
    for (const vex_event_track* track : tracks_->tracks()) {
      if (track->kind == VEX_TRACK_VIDEO && labels[4].empty()) {
        labels[4] = vex::text(track->codec);
        labels[5] = vex::text(track->profile);
        labels[6] = vex::text(track->level);
        labels[8] = vex::text(track->pixel_format);
      } else if (track->kind == VEX_TRACK_AUDIO && labels[7].empty()) {
        labels[7] = vex::text(track->codec);
      }
    }
  }
  if (labels == info_labels_) return;
  std::vector<vex_str> views;
  const auto put_info = [&](const std::vector<std::string>& texts, double value) {
    views.clear();
    for (const std::string& text : texts) views.push_back(vex::detail::to_abi(text));
    series_.put(own::info, nullptr, views, value, Keeping::stream);
  };
  if (!info_labels_.empty()) put_info(info_labels_, vex::absent);
  put_info(labels, 1);
  info_labels_ = std::move(labels);
}

void Stream::put(const vex_metric& metric, double value,
                 std::initializer_list<std::string_view> labels) {
  std::array<vex_str, VEX_LABELS_MAX> views;
  std::size_t count = 0;
  for (const std::string_view label : labels) views.at(count++) = vex::detail::to_abi(label);
  series_.put(metric, nullptr, std::span(views).first(count), value, Keeping::stream);
}

void Stream::publish(const vex_event& event, const vex_plugin* origin) {
  const vex_time now = surroundings_.now();
  const std::int64_t unix_time =
      surroundings_.unix_now() - (event.time != 0 ? now - event.time : 0);
  surroundings_.publish(
      target_, vex_record{sizeof(vex_record), 0, &target_->abi(), origin, &event, unix_time});
}

void Stream::publish_snapshot() {
  if (finding_list_version_ != findings_.version()) {
    finding_list_version_ = findings_.version();
    finding_list_ = findings_.active().empty()
                        ? nullptr
                        : std::make_shared<const FindingList>(findings_.active(),
                                                              vex::text(target_->abi().url));
  }
  SnapshotParts parts;
  parts.target = target_;
  parts.up = up_;
  parts.reason = static_cast<std::uint32_t>(reason_);
  parts.mode = mode_;
  parts.sentence = sentence_;
  parts.since = since_;
  parts.format = format_;
  parts.has_health = health_.has_value();
  if (health_) parts.health = *health_;
  parts.tracks = tracks_;
  parts.layout = series_.layout();
  parts.values = series_.values();
  parts.findings = finding_list_;
  parts.runs = runs_;
  parts.checks = checks_;
  slot_.latest.store(std::make_shared<const StreamSnapshot>(std::move(parts)),
                     std::memory_order_release);
}

}  // namespace core::pipeline
