#include "media/flv/extended_header.hpp"

namespace media::flv {

namespace {

constexpr unsigned timestamp_offset_nano = 0;
constexpr std::uint32_t ns_per_ms = 1'000'000;

}  // namespace

ModifiedPacketType read_modifiers(unsigned packet_type, bits::ByteReader& bytes) {
  ModifiedPacketType result{packet_type, 0};
  while (result.packet_type == ExtendedPacketType::modifier && bytes.ok()) {
    std::size_t size = bytes.u8() + std::size_t{1};
    if (size == 256) size = bytes.u16() + std::size_t{1};
    bits::ByteReader data(bytes.bytes(size));
    const unsigned types = bytes.u8();
    if (types >> 4U == timestamp_offset_nano && size >= 3) {
      const std::uint32_t offset_ns = data.u24();
      if (offset_ns < ns_per_ms) result.presentation_offset_ns = offset_ns;
    }
    result.packet_type = types & 0x0FU;
  }
  return result;
}

}  // namespace media::flv
