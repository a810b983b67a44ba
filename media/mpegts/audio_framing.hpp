// Finds where audio frames start and end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "media/mpegts/events.hpp"

namespace media::mpegts {

/// The maximum number of bytes that a frame reader needs from the start of a frame.
inline constexpr std::size_t frame_beginning = 64;

struct AudioFrame {
  std::size_t framing_bytes = 0;  // before the payload, not part of it
  std::size_t payload_bytes = 0;
  std::uint32_t samples = 0;  // per channel
  std::uint32_t sample_rate = 0;
};

enum class FrameSearch : std::uint8_t { found = 1, too_short, none };

/// Reads the start of `bytes`; if it is a frame, fills in the frame and the facts of the track.
using FrameReader = FrameSearch(std::span<const std::byte> bytes, AudioFrame& frame, Track& track);

/// ISO/IEC 14496-3 1.A.2.2.
FrameReader read_adts_frame;

/// AudioSyncStream (ISO/IEC 14496-3 1.7.2); the facts are those of the first program and layer.
FrameReader read_loas_frame;

/// ISO/IEC 11172-3, 13818-3.
FrameReader read_mpeg_audio_frame;

/// The control header before each access unit, as in the encapsulation of Opus in transport streams
/// (opus-codec.org, ETSI TS Opus, 0.1.3).
FrameReader read_opus_frame;

}  // namespace media::mpegts
