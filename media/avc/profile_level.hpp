// Names of H.264 profiles and levels.
#pragma once

#include <cstdint>
#include <string>

namespace media::avc {

/// The three bytes that both a configuration record and a sequence parameter set start with.
struct ProfileLevel {
  std::uint8_t profile_idc = 0;
  std::uint8_t constraint_flags = 0;  // constraint_set0_flag is the most significant bit
  std::uint8_t level_idc = 0;
};

/// "High", "Constrained Baseline", as ffprobe prints it; empty for a profile_idc without a name.
std::string profile_name(const ProfileLevel& of);

/// "4.1"; "1b" in either of its two codings (ISO/IEC 14496-10 A.3.1, A.3.2); empty for an invalid
/// level_idc.
std::string level_name(const ProfileLevel& of);

}  // namespace media::avc
