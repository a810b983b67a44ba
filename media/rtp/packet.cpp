#include "media/rtp/packet.hpp"

#include "media/bits/byte_reader.hpp"

namespace media::rtp {

std::optional<Packet> read_packet(std::span<const std::byte> bytes) {
  bits::ByteReader reader(bytes);
  const unsigned first = reader.u8();
  const unsigned second = reader.u8();
  Packet packet;
  packet.sequence = reader.u16();
  packet.timestamp = reader.u32();
  packet.ssrc = reader.u32();
  if (!reader.ok() || first >> 6U != 2) return std::nullopt;
  packet.marker = (second & 0x80U) != 0;
  packet.payload_type = static_cast<std::uint8_t>(second & 0x7FU);
  reader.skip(std::size_t{first & 0x0FU} * 4);
  if ((first & 0x10U) != 0) {
    reader.skip(2);  // defined by profile
    reader.skip(std::size_t{reader.u16()} * 4);
  }
  if (!reader.ok()) return std::nullopt;
  packet.payload = reader.rest();
  if ((first & 0x20U) != 0) {
    if (packet.payload.empty()) return std::nullopt;
    const auto padding = std::to_integer<std::size_t>(packet.payload.back());
    if (padding == 0 || padding > packet.payload.size()) return std::nullopt;
    packet.payload = packet.payload.first(packet.payload.size() - padding);
  }
  return packet;
}

bool is_rtcp(std::span<const std::byte> bytes) {
  if (bytes.size() < 2) return false;
  const auto type = std::to_integer<unsigned>(bytes[1]);
  return type >= 192 && type <= 223;
}

}  // namespace media::rtp
