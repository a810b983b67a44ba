// Profiles and levels of HEVC (ISO/IEC 23008-2 7.3.3).
#pragma once

#include <cstdint>
#include <string>

#include "media/bits/bit_reader.hpp"

namespace media::hevc {

struct ProfileLevel {
  std::uint8_t profile_idc = 0;
  std::uint8_t level_idc = 0;
};

/// Reads all of profile_tier_level() with profilePresentFlag 1.
ProfileLevel read_profile_tier_level(bits::BitReader& reader, std::uint32_t max_sub_layers_minus1);

/// "Main 10", as ffprobe prints it; empty for a profile_idc without a name.
std::string profile_name(std::uint8_t profile_idc);

/// general_level_idc / 30: "4.1" for 123; empty for 0.
std::string level_name(std::uint8_t level_idc);

}  // namespace media::hevc
