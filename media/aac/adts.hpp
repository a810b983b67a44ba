// The header of an ADTS frame (ISO/IEC 14496-3 1.A.2.2), the framing of AAC in transport streams
// and files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::aac {

struct AdtsHeader {
  AudioFacts facts;                // channels is 0 if an element inside the frame defines them
  std::uint32_t header_bytes = 0;  // 7, or 9 with a checksum
  std::uint32_t frame_bytes = 0;   // header included
  std::uint32_t samples = 0;       // per channel, at facts.sample_rate
};

/// Reads the header at the start of the bytes; nothing if it is incomplete or invalid.
std::optional<AdtsHeader> read_adts_header(std::span<const std::byte> bytes);

}  // namespace media::aac
