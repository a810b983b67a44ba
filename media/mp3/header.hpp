// The header of an MPEG audio frame (ISO/IEC 11172-3 2.4.2.3, ISO/IEC 13818-3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::mp3 {

struct Header {
  AudioFacts facts;                   // without a profile
  unsigned layer = 0;                 // 1 to 3
  std::uint32_t bits_per_second = 0;  // 0: free format
  std::uint32_t frame_bytes = 0;      // header included; 0: free format
  std::uint32_t samples = 0;          // per channel
};

/// Reads the header at the start of the bytes; nothing if it is incomplete or invalid. Version 2.5
/// with its lower rates is accepted.
std::optional<Header> read_header(std::span<const std::byte> bytes);

}  // namespace media::mp3
