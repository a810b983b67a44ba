// color_config() of AV1's sequence header (AV1 Bitstream & Decoding Process Specification 5.5.2).
#pragma once

#include <cstdint>
#include <string>

#include "media/bits/bit_reader.hpp"

namespace media::av1 {

/// Reads all of it and returns the pixel format. AV1 has no separate names for full range.
std::string read_pixel_format(bits::BitReader& reader, std::uint32_t seq_profile);

}  // namespace media::av1
