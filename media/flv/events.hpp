// What a reader of FLV emits: tracks, packets, metadata.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/flv/codec.hpp"

namespace media::flv {

using std::chrono::nanoseconds;

enum class TrackKind : std::uint8_t { video = 1, audio };

/// A track as far as it is known. Of video and audio, only the one for its kind is filled in.
struct Track {
  TrackKind kind = TrackKind::video;
  Codec codec = Codec::unsupported;
  VideoFacts video{};
  AudioFacts audio{};

  bool operator==(const Track&) const = default;
};

/// One access unit, or one sequence header.
struct Packet {
  TrackKind track = TrackKind::video;
  bool is_keyframe = false;
  bool is_configuration = false;  // a sequence header, not media
  nanoseconds dts{};              // the tag's timestamp, unwrapped
  nanoseconds pts{};
  std::uint32_t size = 0;                // bytes of the tag's body without the codec headers
  std::span<const std::byte> payload{};  // to the depth asked for; borrowed for the call
};

/// The parts of onMetaData that are used here; what it does not say is 0 or empty.
struct Metadata {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  double framerate = 0;
  std::optional<bool> has_video{};
  std::optional<bool> has_audio{};

  bool operator==(const Metadata&) const = default;
};

/// How many bytes of an access unit a packet carries.
enum class PayloadDepth : std::uint8_t {
  headers = 1,  // none
  prefix,       // the first 64
  whole,
};

/// Receives the events in the order of the bytes. A track comes before its first packet, and again
/// when it has changed.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_track(const Track& track) = 0;
  virtual void on_packet(const Packet& packet) = 0;
  virtual void on_metadata(const Metadata& /*metadata*/) {}
};

}  // namespace media::flv
