// The headers of enhanced RTMP, which replace CodecID and SoundFormat. Source: Enhanced RTMP v2
// (Veovera), ExVideoTagHeader and ExAudioTagHeader.
#pragma once

#include <cstdint>

#include "media/bits/byte_reader.hpp"

namespace media::flv {

/// Packet types that have the same number in video and audio; multitrack differs.
struct ExtendedPacketType {
  static constexpr unsigned sequence_start = 0;
  static constexpr unsigned coded_frames = 1;
  static constexpr unsigned sequence_end = 2;
  static constexpr unsigned coded_frames_x = 3;  // video: no composition time
  static constexpr unsigned metadata = 4;        // video
  static constexpr unsigned video_multitrack = 6;
  static constexpr unsigned audio_multitrack = 5;
  static constexpr unsigned modifier = 7;  // ModEx: another packet type follows
};

/// The packet type after all modifiers, and the values of these.
struct ModifiedPacketType {
  unsigned packet_type = 0;
  std::uint32_t presentation_offset_ns = 0;  // TimestampOffsetNano
};

/// Reads the modifiers if `packet_type` announces any. If they are truncated, `bytes` has failed.
ModifiedPacketType read_modifiers(unsigned packet_type, bits::ByteReader& bytes);

}  // namespace media::flv
