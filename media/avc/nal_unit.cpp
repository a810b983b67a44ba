#include "media/avc/nal_unit.hpp"

#include "media/bits/byte_reader.hpp"

namespace media::avc {
namespace {

constexpr std::uint32_t recovery_point = 6;  // payloadType (Annex D)

/// A payloadType or payloadSize: bytes are added up as long as they are 255 (ISO/IEC 14496-10
/// 7.3.2.3.1).
std::uint32_t sei_number(bits::ByteReader& reader) {
  std::uint32_t number = 0;
  std::uint8_t byte = 255;
  while (byte == 255 && reader.ok()) number += byte = reader.u8();
  return number;
}

bool has_recovery_point(std::span<const std::byte> sei) {
  bits::ByteReader reader(sei);
  reader.skip(1);
  // Emulation prevention bytes are left in: at worst, a payload after a long one is missed.
  while (reader.ok() && reader.left() > 2) {
    const std::uint32_t type = sei_number(reader);
    const std::uint32_t size = sei_number(reader);
    if (reader.ok() && type == recovery_point) return true;
    reader.skip(size);
  }
  return false;
}

}  // namespace

NalType nal_type(std::span<const std::byte> unit) {
  return unit.empty() ? NalType::unspecified
                      : static_cast<NalType>(std::to_integer<unsigned>(unit[0]) & 0x1FU);
}

bool is_keyframe(nal::Units access_unit) {
  while (const auto unit = access_unit.next()) {
    switch (nal_type(*unit)) {
      case NalType::idr_slice:
        return true;
      case NalType::sei:
        if (has_recovery_point(*unit)) return true;
        break;
      case NalType::non_idr_slice:
      case NalType::slice_data_partition_a:
        return false;  // all slices of a picture agree, and SEI precedes them
      default:
        break;
    }
  }
  return false;
}

}  // namespace media::avc
