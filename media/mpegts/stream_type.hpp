// What the elementary streams of a program map contain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "media/mpegts/events.hpp"

namespace media::mpegts {

/// How the units of an elementary stream are found.
enum class Framing : std::uint8_t {
  h264 = 1,
  hevc,
  adts,        // AAC, ISO/IEC 14496-3 1.A.2
  loas,        // AAC in LATM, ISO/IEC 14496-3 1.7.2
  mpeg_audio,  // layers I to III
  opus,
  packets,   // one unit per PES packet
  sections,  // no PES
};

struct StreamKind {
  TrackKind kind = TrackKind::data;
  std::string_view codec{};  // FFmpeg's name; for data also "id3", "scte35"
  Framing framing = Framing::packets;
  std::uint32_t channels = 0;  // if a descriptor says so
};

/// stream_type (ISO/IEC 13818-1 Table 2-34, and the numbers used by ATSC, SCTE, Blu-ray and HLS),
/// combined with the descriptors of the stream and its program, which identify private data.
[[nodiscard]] StreamKind stream_kind(std::uint8_t stream_type,
                                     std::span<const std::byte> descriptors);

}  // namespace media::mpegts
