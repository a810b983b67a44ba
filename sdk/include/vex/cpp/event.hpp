// vex/cpp/event.hpp - events as plain values. Their texts and payloads are borrowed; vex/event.h
// describes what each of them means.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "../plugin.h"
#include "error.hpp"
#include "table.hpp"
#include "text.hpp"

namespace vex {

struct Target {
  std::string_view project;
  std::string_view id;
  std::string_view name;
  std::string_view url;  // redacted
  std::string_view scheme;
  std::string_view host;
  std::uint32_t port = 0;
  std::span<const vex_pair> labels{};
};

enum class Mode : std::uint32_t {
  continuous = VEX_MODE_CONTINUOUS,
  sampled = VEX_MODE_SAMPLED,
  offline = VEX_MODE_OFFLINE
};

struct RunBegin {
  Nanos time{};
  std::uint64_t run = 1;
  std::uint64_t reconnects = 0;
  Mode mode = Mode::continuous;
};

struct Phase {
  enum Step : std::uint32_t {
    resolve = VEX_PHASE_RESOLVE,
    connect = VEX_PHASE_CONNECT,
    tls = VEX_PHASE_TLS,
    handshake = VEX_PHASE_HANDSHAKE,
    request = VEX_PHASE_REQUEST,
    first_byte = VEX_PHASE_FIRST_BYTE,
    first_media = VEX_PHASE_FIRST_MEDIA,
    first_keyframe = VEX_PHASE_FIRST_KEYFRAME
  };

  Nanos time{};
  Step step = resolve;
  Nanos duration{};
};

struct Format {
  std::string_view protocol{};
  std::string_view container{};
  Known live = Known::unknown;  // no: finite, sent as fast as possible
  Nanos segment_duration{};     // 0: not delivered in segments
};

struct Track {
  enum Kind : std::uint32_t {
    video = VEX_TRACK_VIDEO,
    audio = VEX_TRACK_AUDIO,
    data = VEX_TRACK_DATA
  };

  std::uint32_t id = 0;
  Kind kind = video;
  std::string_view codec{};
  std::string_view profile{};
  std::string_view level{};
  std::string_view pixel_format{};
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  double nominal_framerate = 0;
  std::uint32_t sample_rate = 0;
  std::uint32_t channels = 0;
};

struct Packet {
  Nanos time{};  // arrival
  std::uint32_t track = 0;
  bool key = false;
  bool config = false;
  bool burst = false;
  Nanos dts{};
  Nanos pts{};
  std::uint64_t size = 0;
  Bytes payload{};
};

struct Window {
  enum Cause : std::uint32_t {
    full = VEX_WINDOW_FULL,
    sample = VEX_WINDOW_SAMPLE,
    broken = VEX_WINDOW_BROKEN
  };

  Nanos time{};
  Cause cause = full;
  Nanos begin_dts{};
  Nanos end_dts{};
  Nanos begin_time{};
  Nanos end_time{};

  [[nodiscard]] Nanos media_duration() const noexcept { return end_dts - begin_dts; }
};

struct Transport {
  Nanos time{};
  std::uint64_t received_bytes = 0;
  std::uint64_t tcp_retransmits = 0;
  Nanos rtt{-1};
  std::int64_t certificate_expiry_seconds = 0;
};

/// One value of a metric, with the labels in the order of its keys.
struct Sample {
  const vex_metric& metric;
  double value = 0;
  std::span<const vex_str> labels{};
};

/// Whether a rule is currently broken. May be emitted as often as you like: the host turns it into
/// transitions.
struct Finding {
  const vex_rule& rule;
  bool broken = false;
  double value = absent;
  double limit = absent;
  std::string_view message{};
  std::span<const vex_pair> evidence{};
};

struct FindingChange {
  enum Change : std::uint32_t {
    pending = VEX_CHANGE_PENDING,
    firing = VEX_CHANGE_FIRING,
    resolved = VEX_CHANGE_RESOLVED
  };

  Nanos time{};
  const vex_rule& rule;
  Change change = firing;
  Severity severity = Severity::warning;
  Nanos since{};
  double value = absent;
  double limit = absent;
  std::string_view message{};
  std::string_view reproduce{};
  std::span<const vex_pair> evidence{};
};

struct State {
  Nanos time{};
  Known up = Known::unknown;
  Reason reason = Reason::none;
  std::string_view sentence{};
  Nanos since{};
};

enum class Quality : std::uint32_t {
  unknown = VEX_QUALITY_UNKNOWN,
  poor = VEX_QUALITY_POOR,
  fair = VEX_QUALITY_FAIR,
  good = VEX_QUALITY_GOOD
};

struct Health {
  Known playable = Known::unknown;
  Quality quality = Quality::unknown;
  Known healthy = Known::unknown;

  bool operator==(const Health&) const = default;
};

struct RunEnd {
  Nanos time{};
  vex_status status = VEX_OK;
  Reason reason = Reason::none;
  std::string_view sentence{};
};

/// How a track's RTP packets have arrived, as totals for the run.
struct Reception {
  Nanos time{};
  std::uint32_t track = 0;
  std::uint32_t sender_reports = 0;
  std::uint64_t expected = 0;
  std::uint64_t lost = 0;
  std::uint64_t reordered = 0;
  std::uint64_t duplicated = 0;
  Nanos jitter{-1};  // negative: unknown
};

/// What the sender's wall clock showed at a media time of a track.
struct ClockReference {
  enum Source : std::uint32_t {
    rtcp_sr = VEX_CLOCK_RTCP_SR,
    program_date_time = VEX_CLOCK_PROGRAM_DATE_TIME,
    prft = VEX_CLOCK_PRFT
  };

  Nanos time{};
  std::uint32_t track = 0;
  Source source = rtcp_sr;
  Nanos media_time{};
  Nanos unix_time{};
};

/// Errors of a transport stream, as totals for the run.
struct TransportStream {
  static constexpr std::uint64_t not_counted = VEX_NOT_COUNTED;

  Nanos time{};
  std::uint64_t packets = not_counted;
  std::uint64_t sync_losses = not_counted;
  std::uint64_t sync_byte_errors = not_counted;
  std::uint64_t pat_errors = not_counted;
  std::uint64_t continuity_errors = not_counted;
  std::uint64_t pmt_errors = not_counted;
  std::uint64_t pid_errors = not_counted;
  std::uint64_t transport_errors = not_counted;
  std::uint64_t crc_errors = not_counted;
  std::uint64_t pcr_over_40_ms = not_counted;
  std::uint64_t pcr_over_100_ms = not_counted;
  std::uint64_t pcr_discontinuities = not_counted;
  std::uint64_t pts_errors = not_counted;
};

/// What a playlist describes.
enum class Role : std::uint32_t {
  none = 0,
  variant = VEX_RENDITION_VARIANT,
  audio = VEX_RENDITION_AUDIO,
  video = VEX_RENDITION_VIDEO,
  subtitles = VEX_RENDITION_SUBTITLES,
  i_frames = VEX_RENDITION_I_FRAMES
};

/// A fetch of a playlist.
struct Playlist {
  enum Kind : std::uint32_t {
    either = 0,
    multivariant = VEX_PLAYLIST_MULTIVARIANT,
    media = VEX_PLAYLIST_MEDIA
  };
  static constexpr std::uint32_t no_entry = VEX_NO_ENTRY;

  Nanos time{};  // of the last byte
  std::uint32_t rendition = 0;
  Kind kind = either;
  Role role = Role::none;
  std::uint32_t entry = no_entry;
  std::string_view name{};
  std::string_view url{};
  Nanos requested{};
  Reason reason = Reason::none;
  std::uint32_t http_status = 0;
  std::string_view sentence{};
  std::int64_t age_seconds = -1;
  std::int64_t asked_media_sequence = -1;
  std::int64_t asked_part = -1;
  bool asked_skip = false;
  bool unchanged = false;
  Bytes text{};
};

/// A fetch of a segment, a part of one, or a map or key that it needs.
struct Segment {
  enum Kind : std::uint32_t {
    whole_segment = VEX_SEGMENT_WHOLE,
    part_of_segment = VEX_SEGMENT_PART,
    map = VEX_SEGMENT_MAP,
    key = VEX_SEGMENT_KEY
  };
  enum Encryption : std::uint32_t {
    none = VEX_ENCRYPTION_NONE,
    aes_128 = VEX_ENCRYPTION_AES_128,
    sample_aes = VEX_ENCRYPTION_SAMPLE_AES,
    sample_aes_ctr = VEX_ENCRYPTION_SAMPLE_AES_CTR,
    other = VEX_ENCRYPTION_OTHER
  };

  Nanos time{};  // of the last byte
  std::uint32_t rendition = 0;
  Kind kind = whole_segment;
  std::uint64_t media_sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  std::int64_t part = -1;
  bool hinted = false;
  Encryption encryption = none;
  std::string_view uri{};
  Nanos requested{};
  Nanos response{-1};
  Nanos download{-1};
  Reason reason = Reason::none;
  std::uint32_t http_status = 0;
  std::string_view sentence{};
  std::int64_t age_seconds = -1;
  std::uint64_t bytes = 0;
  std::int64_t whole_bytes = -1;
  bool whole = true;
  Known starts_with_tables = Known::unknown;
  Known starts_with_keyframe = Known::unknown;
  std::uint32_t frames = 0;
  Nanos promised{};
  std::optional<Nanos> begin_dts{};
  std::optional<Nanos> end_dts{};
  std::optional<Nanos> begin_pts{};
  std::optional<Nanos> end_pts{};
  std::string_view codecs{};
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  double framerate = 0;
};

}  // namespace vex

#include "event_abi.hpp"

namespace vex {

/// Calls `visitor` with the event as its own type. Unknown types are skipped.
template <class Visitor>
void visit(const vex_event& event, Visitor&& visitor) {
  using detail::read;
  switch (event.type) {
    case VEX_EVENT_RUN_BEGIN:
      return visitor(read<vex_event_run_begin>(event));
    case VEX_EVENT_PHASE:
      return visitor(read<vex_event_phase>(event));
    case VEX_EVENT_FORMAT:
      return visitor(read<vex_event_format>(event));
    case VEX_EVENT_TRACK:
      return visitor(read<vex_event_track>(event));
    case VEX_EVENT_PACKET:
      return visitor(read<vex_event_packet>(event));
    case VEX_EVENT_WINDOW:
      return visitor(read<vex_event_window>(event));
    case VEX_EVENT_TRANSPORT:
      return visitor(read<vex_event_transport>(event));
    case VEX_EVENT_METRIC:
      return visitor(read<vex_event_metric>(event));
    case VEX_EVENT_FINDING:
      return visitor(read<vex_event_finding>(event));
    case VEX_EVENT_FINDING_CHANGE:
      return visitor(read<vex_event_finding_change>(event));
    case VEX_EVENT_STATE:
      return visitor(read<vex_event_state>(event));
    case VEX_EVENT_HEALTH:
      return visitor(read<vex_event_health>(event));
    case VEX_EVENT_RUN_END:
      return visitor(read<vex_event_run_end>(event));
    case VEX_EVENT_RECEPTION:
      return visitor(read<vex_event_reception>(event));
    case VEX_EVENT_CLOCK_REFERENCE:
      return visitor(read<vex_event_clock_reference>(event));
    case VEX_EVENT_TRANSPORT_STREAM:
      return visitor(read<vex_event_transport_stream>(event));
    case VEX_EVENT_PLAYLIST:
      return visitor(read<vex_event_playlist>(event));
    case VEX_EVENT_SEGMENT:
      return visitor(read<vex_event_segment>(event));
    default:
      return;
  }
}

/// Several lambdas as one visitor.
template <class... Lambdas>
struct Overload : Lambdas... {
  using Lambdas::operator()...;
};
template <class... Lambdas>
Overload(Lambdas...) -> Overload<Lambdas...>;

}  // namespace vex
