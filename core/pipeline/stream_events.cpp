// Handles the events of a stream's probe and analyzers.
#include "core/pipeline/stream.hpp"

#include <vex/cpp/event.hpp>

#include <algorithm>

#include "core/pipeline/core_plugin.hpp"

namespace core::pipeline {
namespace {

constexpr std::size_t most_tracks = 32;

template <class Row>
bool declares(const Row* const* rows, const Row* row) {
  while (*rows != nullptr && *rows != row) ++rows;
  return *rows != nullptr;
}

}  // namespace

void Stream::take(const vex_event& event, const plugin::Settings& origin) {
  take_one(event, origin);
  if (is_snapshot_behind_) publish_snapshot();
}

void Stream::take_one(const vex_event& event, const plugin::Settings& origin) {
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
    case VEX_EVENT_RECEPTION:
      return hand_on(reinterpret_cast<const vex_event_reception&>(event));
    case VEX_EVENT_CLOCK_REFERENCE:
      return hand_on(reinterpret_cast<const vex_event_clock_reference&>(event));
    case VEX_EVENT_TRANSPORT_STREAM:
      return hand_on(reinterpret_cast<const vex_event_transport_stream&>(event));
    case VEX_EVENT_PLAYLIST:
      return take_fetch(reinterpret_cast<const vex_event_playlist&>(event));
    case VEX_EVENT_SEGMENT:
      return take_fetch(reinterpret_cast<const vex_event_segment&>(event));
    default:
      throw vex::Error(VEX_E_INVALID, "a probe cannot emit events of this type");
  }
}

/// For types that the core itself does not use; fields appended by newer plugins are left out.
template <class Event>
void Stream::hand_on(const Event& original) {
  Event event = original;
  event.head.size = sizeof event;
  if (event.head.time == 0) event.head.time = surroundings_.now();
  chain_.deliver(event.head);
}

/// Failed fetches are the reason for a stall. A playlist that loads again does not make up for a
/// segment.
template <class Event>
void Stream::take_fetch(const Event& event) {
  if (event.reason != 0) {
    failed_fetch_ = FailedFetch{event.head.type, event.rendition, vex::Reason{event.reason},
                                std::string(vex::text(event.sentence))};
  } else if (failed_fetch_ && failed_fetch_->type == event.head.type &&
             failed_fetch_->rendition == event.rendition) {
    failed_fetch_.reset();
  }
  hand_on(event);
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
    last_packet_ = now;
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
      // Whatever came between the burst, or a discontinuity, and this keyframe belongs to no
      // window.
      const Nanos dts(packet.dts);
      deliver_window({ClosedWindow::Cause::broken, dts, dts, Nanos(now), Nanos(now)});
    }
    if (verdict.advanced && up_ != VEX_YES && shows_life(verdict.burst)) {
      set_up(VEX_YES, vex::Reason::none, {});
    }
  }
  chain_.deliver(packet.head);
}

/// Whether media arriving now means that the stream is up.
bool Stream::shows_life(bool is_burst) const {
  // Finite media ends at once, on every retry: someone who waits for a live stream has none.
  if (mode_ != VEX_MODE_CONTINUOUS || is_finite_) return false;
  // Servers keep sending the last GOP of a stream that has stopped to everyone who connects.
  const bool stood_still = down_rule_ == &own::stream_stalled || down_rule_ == &own::clock_stopped;
  return !stood_still || !is_burst;
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
      FormatTexts{std::string(event.protocol), std::string(event.container), format.live,
                  event.segment_duration.count()});
  segment_duration_ = event.segment_duration.count();
  is_finite_ = format.live == VEX_NO;
  if (format.live == VEX_NO || segment_duration_ > 0) clock_->ignore_arrival();
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

}  // namespace core::pipeline
