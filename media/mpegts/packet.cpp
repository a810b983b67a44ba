#include "media/mpegts/packet.hpp"

#include "media/bits/byte_reader.hpp"

namespace media::mpegts {
namespace {

constexpr std::size_t header_bytes = 4;

/// 2.4.3.4: 33 bits at 90 kHz, six reserved bits, nine bits at 27 MHz.
std::uint64_t read_clock_reference(bits::ByteReader& reader) {
  const std::uint64_t high = reader.u32();
  const std::uint64_t low = reader.u16();
  const std::uint64_t base = high << 1U | low >> 15U;
  return base * 300 + (low & 0x1FFU);
}

bool read_adaptation_field(std::span<const std::byte> field, Packet& packet) {
  if (field.empty()) return true;  // one byte of stuffing
  bits::ByteReader reader(field);
  const unsigned flags = reader.u8();
  packet.is_discontinuous = (flags & 0x80U) != 0;
  packet.is_random_access = (flags & 0x40U) != 0;
  if ((flags & 0x10U) != 0) packet.pcr = read_clock_reference(reader);
  return reader.ok();
}

}  // namespace

std::optional<Packet> read_packet(PacketBytes bytes) {
  const auto at = [&](std::size_t index) { return std::to_integer<unsigned>(bytes[index]); };
  Packet packet;
  packet.has_error = (at(1) & 0x80U) != 0;
  packet.starts_unit = (at(1) & 0x40U) != 0;
  packet.pid = static_cast<std::uint16_t>((at(1) & 0x1FU) << 8U | at(2));
  packet.is_scrambled = (at(3) & 0xC0U) != 0;
  packet.has_payload = (at(3) & 0x10U) != 0;
  packet.continuity_counter = static_cast<std::uint8_t>(at(3) & 0x0FU);
  std::size_t begin = header_bytes;
  if ((at(3) & 0x20U) != 0) {
    const std::size_t length = at(header_bytes);
    begin += 1 + length;
    if (begin > bytes.size()) return std::nullopt;
    if (!read_adaptation_field(bytes.subspan(header_bytes + 1, length), packet)) {
      return std::nullopt;
    }
  } else if (!packet.has_payload) {
    return std::nullopt;
  }
  if (packet.has_payload) packet.payload = bytes.subspan(begin);
  return packet;
}

}  // namespace media::mpegts
