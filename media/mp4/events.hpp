// What a reader of fragmented MP4 emits: tracks, samples, and boxes between them.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "media/codec_facts.hpp"

namespace media::mp4 {

using std::chrono::nanoseconds;

enum class TrackKind : std::uint8_t { video = 1, audio, subtitles, other };

/// A track as described by its movie box. Of video and audio, only the one for its kind is filled
/// in.
struct Track {
  std::uint32_t id = 0;
  TrackKind kind = TrackKind::other;
  std::string_view codec{};     // "h264", "hevc", "av1", "vp9", "aac", "opus", ...; empty: unknown
  std::string codec_string{};   // in the form of CODECS (RFC 6381): "avc1.64001F"; empty: unknown
  std::uint32_t timescale = 0;  // units per second
  bool is_encrypted = false;
  std::string encryption_scheme{};  // "cenc", "cbcs"; empty: not given
  VideoFacts video{};
  AudioFacts audio{};

  bool operator==(const Track&) const = default;
};

/// One access unit. The track's edit list has been applied to the times.
struct Sample {
  std::uint32_t track = 0;
  bool is_keyframe = false;
  nanoseconds dts{};
  nanoseconds pts{};
  nanoseconds duration{};
  std::uint32_t size = 0;  // bytes
};

/// prft: the time on the producer's clock (ISO/IEC 14496-12 8.16.5).
struct ProducerReferenceTime {
  std::uint32_t track = 0;
  nanoseconds unix_time{};
  nanoseconds media_time{};  // on the timeline of the samples' DTS, edit list applied
};

/// emsg: an event on the timeline (ISO/IEC 23009-1 5.10.3.3).
struct EventMessage {
  std::string_view scheme_id_uri{};
  std::string_view value{};
  std::optional<nanoseconds> presentation_time{};        // version 1
  std::optional<nanoseconds> presentation_time_delta{};  // version 0: from the start of the segment
  std::optional<nanoseconds> duration{};
  std::uint32_t id = 0;
  std::size_t data_size = 0;  // bytes
};

/// sidx: where the parts of a segment start (8.16.3).
struct SegmentIndex {
  std::uint32_t reference_id = 0;  // of the track
  nanoseconds earliest_presentation_time{};
  nanoseconds duration{};  // of all references
  std::uint32_t references = 0;
  bool starts_with_access_point = false;  // the first of them
};

/// Receives the events in the order of the bytes. A sample is emitted once its last byte has been
/// read.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_track(const Track& track) = 0;
  virtual void on_sample(const Sample& sample) = 0;
  virtual void on_producer_reference_time(const ProducerReferenceTime& /*reference*/) {}
  virtual void on_event_message(const EventMessage& /*message*/) {}
  virtual void on_segment_index(const SegmentIndex& /*index*/) {}
};

}  // namespace media::mp4
