// What a reader of MPEG transport streams emits: tracks and their access units.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "media/codec_facts.hpp"

namespace media::mpegts {

using std::chrono::nanoseconds;

enum class TrackKind : std::uint8_t { video = 1, audio, data };

/// An elementary stream in a program map, as far as it is known.
struct Track {
  std::uint16_t pid = 0;  // unique within the transport stream
  std::uint16_t program = 0;
  std::uint8_t stream_type = 0;  // ISO/IEC 13818-1 Table 2-34
  TrackKind kind = TrackKind::data;
  std::string codec{};  // "h264", "aac", "id3", "scte35"; empty if unknown
  VideoFacts video{};   // for video only
  AudioFacts audio{};   // for audio only

  bool operator==(const Track&) const = default;
};

/// One access unit. If a PES packet holds several audio frames, the times of the later ones follow
/// from the durations of those before.
struct Frame {
  std::uint16_t pid = 0;
  bool is_keyframe = false;
  bool is_damaged = false;  // some of its packets are missing
  nanoseconds dts{};        // 33 bits unwrapped, since the source's zero
  nanoseconds pts{};
  nanoseconds arrival{};                 // of the packet that completed it, as passed to push()
  std::uint64_t size = 0;                // payload bytes of the PES packets
  std::span<const std::byte> payload{};  // to the depth asked for; borrowed for the call
};

/// Receives the events in the order of the bytes. A track is announced as soon as its program map
/// has been read, with the facts in that, and again whenever its facts have changed.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_track(const Track& track) = 0;
  virtual void on_frame(const Frame& frame) = 0;
};

}  // namespace media::mpegts
