#include "media/hevc/profile_tier_level.hpp"

#include <array>

namespace media::hevc {
namespace {

struct SubLayer {
  bool has_profile = false;
  bool has_level = false;
};

/// profile_space to the reserved bit before the level: the same for all layers and for each one.
constexpr std::size_t profile_bits = 88;

}  // namespace

ProfileLevel read_profile_tier_level(bits::BitReader& reader, std::uint32_t max_sub_layers_minus1) {
  ProfileLevel found;
  reader.bits(2 + 1);  // general_profile_space, general_tier_flag
  found.profile_idc = static_cast<std::uint8_t>(reader.bits(5));
  reader.skip(profile_bits - 8);
  found.level_idc = static_cast<std::uint8_t>(reader.bits(8));
  if (max_sub_layers_minus1 == 0) return found;

  // Eight pairs of flags; those of absent layers are reserved.
  std::array<SubLayer, 8> sub_layers;
  for (SubLayer& layer : sub_layers) {
    layer.has_profile = reader.flag();
    layer.has_level = reader.flag();
  }
  for (std::size_t i = 0; i < max_sub_layers_minus1 && i < sub_layers.size(); ++i) {
    if (sub_layers[i].has_profile) reader.skip(profile_bits);
    if (sub_layers[i].has_level) reader.bits(8);
  }
  return found;
}

std::string profile_name(std::uint8_t profile_idc) {
  switch (profile_idc) {
    case 1:
      return "Main";
    case 2:
      return "Main 10";
    case 3:
      return "Main Still Picture";
    case 4:
      return "Rext";
    case 9:
      return "Scc";
    default:
      return {};
  }
}

std::string level_name(std::uint8_t level_idc) {
  if (level_idc == 0) return {};
  return std::to_string(level_idc / 30) + "." + std::to_string(level_idc % 30 / 3);
}

}  // namespace media::hevc
