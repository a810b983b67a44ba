// RTP packets (RFC 3550 5.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace media::rtp {

struct Packet {
  std::uint8_t payload_type = 0;
  bool marker = false;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  std::span<const std::byte> payload{};  // without padding; borrowed
};

/// Nothing if the version is not 2, or if contributing sources, extension or padding exceed the
/// bytes.
[[nodiscard]] std::optional<Packet> read_packet(std::span<const std::byte> bytes);

/// Whether a datagram on a port that carries both is RTCP (RFC 5761 4).
[[nodiscard]] bool is_rtcp(std::span<const std::byte> bytes);

}  // namespace media::rtp
