// What a reader of MPEG transport streams tells: tracks and their access units.
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

/// An elementary stream of a program map, as far as it is known.
struct Track {
  std::uint16_t pid = 0;  // unique within the transport stream
  std::uint16_t program = 0;
  std::uint8_t stream_type = 0;  // ISO/IEC 13818-1 Table 2-34
  TrackKind kind = TrackKind::data;
  std::string codec{};  // "h264", "aac", "id3", "scte35"; empty when nothing tells
  VideoFacts video{};   // of video only
  AudioFacts audio{};   // of audio only

  bool operator==(const Track&) const = default;
};

/// One access unit. An audio frame of a PES packet with several has the time that follows from the
/// lengths of those before it.
struct Frame {
  std::uint16_t pid = 0;
  bool is_keyframe = false;
  bool is_damaged = false;  // packets of it are missing
  nanoseconds dts{};        // 33 bits unwrapped, since the source's zero
  nanoseconds pts{};
  nanoseconds arrival{};                 // of the packet that completed it, as push() was told
  std::uint64_t size = 0;                // of the PES packets' payload
  std::span<const std::byte> payload{};  // as deep as asked for; borrowed for the call
};

/// Takes the events in the order of the bytes. A track is told as soon as its program map is read,
/// with what that says, and again whenever its facts have changed.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_track(const Track& track) = 0;
  virtual void on_frame(const Frame& frame) = 0;
};

}  // namespace media::mpegts
