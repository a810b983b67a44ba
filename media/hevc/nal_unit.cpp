#include "media/hevc/nal_unit.hpp"

namespace media::hevc {

NalType nal_type(std::span<const std::byte> unit) {
  if (unit.size() < nal_header_bytes) return NalType::unspecified;
  return static_cast<NalType>((std::to_integer<unsigned>(unit[0]) >> 1U) & 0x3FU);
}

unsigned layer_id(std::span<const std::byte> unit) {
  if (unit.size() < nal_header_bytes) return 0;
  const unsigned high = std::to_integer<unsigned>(unit[0]) & 1U;
  return (high << 5U) | (std::to_integer<unsigned>(unit[1]) >> 3U);
}

bool is_keyframe(nal::Units access_unit) {
  while (const auto unit = access_unit.next()) {
    const NalType type = nal_type(*unit);
    // All slices of a picture have the same type, so the first decides.
    if (type <= NalType::reserved_vcl_31)
      return type >= NalType::bla_w_lp && type <= NalType::reserved_irap_23;
  }
  return false;
}

}  // namespace media::hevc
