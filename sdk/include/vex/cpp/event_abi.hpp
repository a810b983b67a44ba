// vex/cpp/event_abi.hpp - events to and from their C structs. Included by event.hpp.
#pragma once

#include <optional>

#include "event.hpp"

namespace vex::detail {

template <class Event>
vex_event head(std::uint32_t type, Nanos time = {}) noexcept {
  return {sizeof(Event), type, time.count()};
}

inline std::uint32_t number(auto value) noexcept { return static_cast<std::uint32_t>(value); }

inline vex_event_run_begin to_abi(const RunBegin& e) noexcept {
  return {head<vex_event_run_begin>(VEX_EVENT_RUN_BEGIN, e.time), e.run, e.reconnects,
          number(e.mode), 0};
}

inline vex_event_phase to_abi(const Phase& e) noexcept {
  return {head<vex_event_phase>(VEX_EVENT_PHASE, e.time), e.step, 0, e.duration.count()};
}

inline vex_event_format to_abi(const Format& e) noexcept {
  return {head<vex_event_format>(VEX_EVENT_FORMAT),
          to_abi(e.protocol),
          to_abi(e.container),
          number(e.live),
          0,
          e.segment_duration.count()};
}

inline vex_event_track to_abi(const Track& e) noexcept {
  return {head<vex_event_track>(VEX_EVENT_TRACK),
          e.id,
          e.kind,
          to_abi(e.codec),
          to_abi(e.profile),
          to_abi(e.level),
          to_abi(e.pixel_format),
          e.width,
          e.height,
          e.nominal_framerate,
          e.sample_rate,
          e.channels};
}

inline vex_event_packet to_abi(const Packet& e) noexcept {
  std::uint32_t flags = 0;
  if (e.key) flags |= VEX_PACKET_KEY;
  if (e.config) flags |= VEX_PACKET_CONFIG;
  if (e.burst) flags |= VEX_PACKET_BURST;
  return {head<vex_event_packet>(VEX_EVENT_PACKET, e.time),
          e.track,
          flags,
          e.dts.count(),
          e.pts.count(),
          e.size,
          to_abi(e.payload)};
}

inline vex_event_window to_abi(const Window& e) noexcept {
  return {head<vex_event_window>(VEX_EVENT_WINDOW, e.time),
          e.cause,
          0,
          e.begin_dts.count(),
          e.end_dts.count(),
          e.begin_time.count(),
          e.end_time.count()};
}

inline vex_event_transport to_abi(const Transport& e) noexcept {
  return {head<vex_event_transport>(VEX_EVENT_TRANSPORT, e.time), e.received_bytes,
          e.tcp_retransmits, e.rtt.count(), e.certificate_expiry_seconds};
}

inline vex_event_metric to_abi(const Sample& e) noexcept {
  return {head<vex_event_metric>(VEX_EVENT_METRIC), &e.metric, e.value, e.labels.data(),
          e.labels.size()};
}

inline vex_event_finding to_abi(const Finding& e) noexcept {
  return {head<vex_event_finding>(VEX_EVENT_FINDING),
          &e.rule,
          e.broken ? number(VEX_FINDING_BROKEN) : number(VEX_FINDING_CLEAR),
          0,
          e.value,
          e.limit,
          to_abi(e.message),
          e.evidence.data(),
          e.evidence.size()};
}

inline vex_event_finding_change to_abi(const FindingChange& e) noexcept {
  return {head<vex_event_finding_change>(VEX_EVENT_FINDING_CHANGE, e.time),
          &e.rule,
          e.change,
          number(e.severity),
          e.since.count(),
          e.value,
          e.limit,
          to_abi(e.message),
          to_abi(e.reproduce),
          e.evidence.data(),
          e.evidence.size()};
}

inline vex_event_state to_abi(const State& e) noexcept {
  return {head<vex_event_state>(VEX_EVENT_STATE, e.time), number(e.up), number(e.reason),
          to_abi(e.sentence), e.since.count()};
}

inline vex_event_health to_abi(const Health& e) noexcept {
  return {head<vex_event_health>(VEX_EVENT_HEALTH), number(e.playable), number(e.quality),
          number(e.healthy), 0};
}

inline vex_event_run_end to_abi(const RunEnd& e) noexcept {
  return {head<vex_event_run_end>(VEX_EVENT_RUN_END, e.time), e.status, number(e.reason),
          to_abi(e.sentence)};
}

inline vex_event_reception to_abi(const Reception& e) noexcept {
  return {head<vex_event_reception>(VEX_EVENT_RECEPTION, e.time),
          e.track,
          e.sender_reports,
          e.expected,
          e.lost,
          e.reordered,
          e.duplicated,
          e.jitter.count()};
}

inline vex_event_clock_reference to_abi(const ClockReference& e) noexcept {
  return {head<vex_event_clock_reference>(VEX_EVENT_CLOCK_REFERENCE, e.time), e.track, e.source,
          e.media_time.count(), e.unix_time.count()};
}

inline vex_nanos to_abi(const std::optional<Nanos>& time) noexcept {
  return time ? time->count() : VEX_NO_TIME;
}

inline std::optional<Nanos> time_from_abi(vex_nanos time) noexcept {
  return time == VEX_NO_TIME ? std::nullopt : std::optional(Nanos(time));
}

inline std::uint32_t statement(bool value) noexcept { return number(known(value)); }

inline vex_event_transport_stream to_abi(const TransportStream& e) noexcept {
  return {head<vex_event_transport_stream>(VEX_EVENT_TRANSPORT_STREAM, e.time),
          e.packets,
          e.sync_losses,
          e.sync_byte_errors,
          e.pat_errors,
          e.continuity_errors,
          e.pmt_errors,
          e.pid_errors,
          e.transport_errors,
          e.crc_errors,
          e.pcr_over_40_ms,
          e.pcr_over_100_ms,
          e.pcr_discontinuities,
          e.pts_errors};
}

inline vex_event_playlist to_abi(const Playlist& e) noexcept {
  return {head<vex_event_playlist>(VEX_EVENT_PLAYLIST, e.time),
          e.rendition,
          e.kind,
          number(e.role),
          e.entry,
          to_abi(e.name),
          to_abi(e.url),
          e.requested.count(),
          number(e.reason),
          e.http_status,
          to_abi(e.sentence),
          e.age_seconds,
          e.asked_media_sequence,
          e.asked_part,
          statement(e.asked_skip),
          statement(e.unchanged),
          to_abi(e.text)};
}

inline vex_event_segment to_abi(const Segment& e) noexcept {
  return {head<vex_event_segment>(VEX_EVENT_SEGMENT, e.time),
          e.rendition,
          e.kind,
          e.media_sequence,
          e.discontinuity_sequence,
          e.part,
          statement(e.hinted),
          e.encryption,
          to_abi(e.uri),
          e.requested.count(),
          e.response.count(),
          e.download.count(),
          number(e.reason),
          e.http_status,
          to_abi(e.sentence),
          e.age_seconds,
          e.bytes,
          e.whole_bytes,
          statement(e.whole),
          number(e.starts_with_tables),
          number(e.starts_with_keyframe),
          e.frames,
          e.promised.count(),
          to_abi(e.begin_dts),
          to_abi(e.end_dts),
          to_abi(e.begin_pts),
          to_abi(e.end_pts),
          to_abi(e.codecs),
          e.width,
          e.height,
          e.framerate};
}

inline RunBegin from_abi(const vex_event_run_begin& e) noexcept {
  return {Nanos(e.head.time), e.run, e.reconnects, Mode{e.mode}};
}

inline Phase from_abi(const vex_event_phase& e) noexcept {
  return {Nanos(e.head.time), Phase::Step{e.phase}, Nanos(e.duration)};
}

inline Format from_abi(const vex_event_format& e) noexcept {
  const bool is_complete = VEX_HAS(&e.head, vex_event_format, segment_duration);
  return {from_abi(e.protocol), from_abi(e.container), Known{e.live},
          is_complete ? Nanos(e.segment_duration) : Nanos{}};
}

inline Track from_abi(const vex_event_track& e) noexcept {
  return {e.id,
          Track::Kind{e.kind},
          from_abi(e.codec),
          from_abi(e.profile),
          from_abi(e.level),
          from_abi(e.pixel_format),
          e.width,
          e.height,
          e.nominal_framerate,
          e.sample_rate,
          e.channels};
}

inline Packet from_abi(const vex_event_packet& e) noexcept {
  return {Nanos(e.head.time),
          e.track,
          (e.flags & VEX_PACKET_KEY) != 0,
          (e.flags & VEX_PACKET_CONFIG) != 0,
          (e.flags & VEX_PACKET_BURST) != 0,
          Nanos(e.dts),
          Nanos(e.pts),
          e.size,
          from_abi(e.payload)};
}

inline Window from_abi(const vex_event_window& e) noexcept {
  return {Nanos(e.head.time), Window::Cause{e.cause}, Nanos(e.begin_dts),
          Nanos(e.end_dts),   Nanos(e.begin_time),    Nanos(e.end_time)};
}

inline Transport from_abi(const vex_event_transport& e) noexcept {
  return {Nanos(e.head.time), e.received_bytes, e.tcp_retransmits, Nanos(e.rtt),
          e.certificate_expiry_seconds};
}

inline Sample from_abi(const vex_event_metric& e) noexcept {
  return {*e.metric, e.value, {e.labels, e.label_count}};
}

inline Finding from_abi(const vex_event_finding& e) noexcept {
  return {*e.rule, e.state == VEX_FINDING_BROKEN, e.value,
          e.limit, from_abi(e.message),           {e.evidence, e.evidence_count}};
}

inline FindingChange from_abi(const vex_event_finding_change& e) noexcept {
  return {Nanos(e.head.time),
          *e.rule,
          FindingChange::Change{e.change},
          Severity{e.severity},
          Nanos(e.since),
          e.value,
          e.limit,
          from_abi(e.message),
          from_abi(e.reproduce),
          {e.evidence, e.evidence_count}};
}

inline State from_abi(const vex_event_state& e) noexcept {
  return {Nanos(e.head.time), Known{e.up}, Reason{e.reason}, from_abi(e.sentence), Nanos(e.since)};
}

inline Health from_abi(const vex_event_health& e) noexcept {
  return {Known{e.playable}, Quality{e.quality}, Known{e.healthy}};
}

inline RunEnd from_abi(const vex_event_run_end& e) noexcept {
  return {Nanos(e.head.time), e.status, Reason{e.reason}, from_abi(e.sentence)};
}

inline Reception from_abi(const vex_event_reception& e) noexcept {
  return {Nanos(e.head.time), e.track,      e.sender_reports, e.expected, e.lost,
          e.reordered,        e.duplicated, Nanos(e.jitter)};
}

inline ClockReference from_abi(const vex_event_clock_reference& e) noexcept {
  return {Nanos(e.head.time), e.track, ClockReference::Source{e.source}, Nanos(e.media_time),
          Nanos(e.unix_time)};
}

inline TransportStream from_abi(const vex_event_transport_stream& e) noexcept {
  return {Nanos(e.head.time),    e.packets,           e.sync_losses,    e.sync_byte_errors,
          e.pat_errors,          e.continuity_errors, e.pmt_errors,     e.pid_errors,
          e.transport_errors,    e.crc_errors,        e.pcr_over_40_ms, e.pcr_over_100_ms,
          e.pcr_discontinuities, e.pts_errors};
}

inline Playlist from_abi(const vex_event_playlist& e) noexcept {
  return {Nanos(e.head.time),
          e.rendition,
          Playlist::Kind{e.kind},
          Role{e.role},
          e.entry,
          from_abi(e.name),
          from_abi(e.url),
          Nanos(e.requested),
          Reason{e.reason},
          e.http_status,
          from_abi(e.sentence),
          e.age_seconds,
          e.asked_media_sequence,
          e.asked_part,
          e.asked_skip == VEX_YES,
          e.unchanged == VEX_YES,
          from_abi(e.text)};
}

inline Segment from_abi(const vex_event_segment& e) noexcept {
  return {Nanos(e.head.time),
          e.rendition,
          Segment::Kind{e.kind},
          e.media_sequence,
          e.discontinuity_sequence,
          e.part,
          e.hinted == VEX_YES,
          Segment::Encryption{e.encryption},
          from_abi(e.uri),
          Nanos(e.requested),
          Nanos(e.response),
          Nanos(e.download),
          Reason{e.reason},
          e.http_status,
          from_abi(e.sentence),
          e.age_seconds,
          e.bytes,
          e.whole_bytes,
          e.whole == VEX_YES,
          Known{e.starts_with_tables},
          Known{e.starts_with_keyframe},
          e.frames,
          Nanos(e.promised),
          time_from_abi(e.begin_dts),
          time_from_abi(e.end_dts),
          time_from_abi(e.begin_pts),
          time_from_abi(e.end_pts),
          from_abi(e.codecs),
          e.width,
          e.height,
          e.framerate};
}

inline Target from_abi(const vex_target& t) noexcept {
  return {from_abi(t.project), from_abi(t.id),   from_abi(t.name), from_abi(t.url),
          from_abi(t.scheme),  from_abi(t.host), t.port,           {t.labels, t.label_count}};
}

/// The event as a value; `Event` must match its type.
template <class Event>
auto read(const vex_event& event) noexcept {
  return from_abi(reinterpret_cast<const Event&>(event));
}

}  // namespace vex::detail
