#include "media/avc/profile_level.hpp"

namespace media::avc {
namespace {

bool has_constraint(const ProfileLevel& of, unsigned set) {
  return ((of.constraint_flags >> (7U - set)) & 1U) != 0;
}

/// Only these profiles signal level 1b by constraint_set3_flag. In the High profiles that flag
/// means intra only, and 1b has its own level_idc.
bool has_level_1b_flag(std::uint8_t profile_idc) {
  return profile_idc == 66 || profile_idc == 77 || profile_idc == 88;
}

}  // namespace

std::string profile_name(const ProfileLevel& of) {
  const auto intra = has_constraint(of, 3) ? " Intra" : "";
  switch (of.profile_idc) {
    case 44:
      return "CAVLC 4:4:4";
    case 66:
      return has_constraint(of, 1) ? "Constrained Baseline" : "Baseline";
    case 77:
      return "Main";
    case 88:
      return "Extended";
    case 100:
      return "High";
    case 110:
      return std::string("High 10") + intra;
    case 118:
      return "Multiview High";
    case 122:
      return std::string("High 4:2:2") + intra;
    case 128:
      return "Stereo High";
    case 144:
      return "High 4:4:4";
    case 244:
      return std::string("High 4:4:4") + (has_constraint(of, 3) ? " Intra" : " Predictive");
    default:
      return {};
  }
}

std::string level_name(const ProfileLevel& of) {
  constexpr std::uint8_t highest = 62;
  if (of.level_idc == 0 || of.level_idc > highest) return {};
  const bool is_1b = of.level_idc == 9 || (of.level_idc == 11 && has_constraint(of, 3) &&
                                           has_level_1b_flag(of.profile_idc));
  if (is_1b) return "1b";
  return std::to_string(of.level_idc / 10) + "." + std::to_string(of.level_idc % 10);
}

}  // namespace media::avc
