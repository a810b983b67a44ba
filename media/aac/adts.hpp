// The header of an ADTS frame (ISO/IEC 14496-3 1.A.2.2), AAC as transport streams and files carry
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::aac {

struct AdtsHeader {
  AudioFacts facts;                // channels 0: they are told by an element in the frame itself
  std::uint32_t header_bytes = 0;  // 7, or 9 with a checksum
  std::uint32_t frame_bytes = 0;   // header included
  std::uint32_t samples = 0;       // of one channel, at facts.sample_rate
};

/// Reads the header at the beginning of the bytes; nothing when there is no whole and possible one.
std::optional<AdtsHeader> read_adts_header(std::span<const std::byte> bytes);

}  // namespace media::aac
