// What a reader of fragmented MP4 tells: tracks, samples, and what stands beside them.
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

/// A track as its movie box describes it: of video and audio only the one that the kind names is
/// filled.
struct Track {
  std::uint32_t id = 0;
  TrackKind kind = TrackKind::other;
  std::string_view codec{};    // "h264", "hevc", "av1", "vp9", "aac", "opus", ...; empty: not known
  std::string codec_string{};  // as CODECS has it (RFC 6381): "avc1.64001F"; empty: not known
  std::uint32_t timescale = 0;  // units of time in a second
  bool is_encrypted = false;
  std::string encryption_scheme{};  // "cenc", "cbcs"; empty: not said
  VideoFacts video{};
  AudioFacts audio{};

  bool operator==(const Track&) const = default;
};

/// One access unit. Times have the edit list of the track applied.
struct Sample {
  std::uint32_t track = 0;
  bool is_keyframe = false;
  nanoseconds dts{};
  nanoseconds pts{};
  nanoseconds duration{};
  std::uint32_t size = 0;  // bytes
};

/// prft: what the producer's clock showed (ISO/IEC 14496-12 8.16.5).
struct ProducerReferenceTime {
  std::uint32_t track = 0;
  nanoseconds unix_time{};
  nanoseconds media_time{};  // on the time line of the samples' DTS, edit list applied
};

/// emsg: an event on the time line (ISO/IEC 23009-1 5.10.3.3).
struct EventMessage {
  std::string_view scheme_id_uri{};
  std::string_view value{};
  std::optional<nanoseconds> presentation_time{};        // version 1
  std::optional<nanoseconds> presentation_time_delta{};  // version 0: from the segment's begin
  std::optional<nanoseconds> duration{};
  std::uint32_t id = 0;
  std::size_t data_size = 0;  // bytes
};

/// sidx: where the parts of a segment begin (8.16.3).
struct SegmentIndex {
  std::uint32_t reference_id = 0;  // of the track
  nanoseconds earliest_presentation_time{};
  nanoseconds duration{};  // of all references
  std::uint32_t references = 0;
  bool starts_with_access_point = false;  // the first of them
};

/// Takes the events in the order of the bytes. A sample comes when its last byte has been read.
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
