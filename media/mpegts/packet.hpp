// Transport packets (ISO/IEC 13818-1 2.4.3.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace media::mpegts {

inline constexpr std::size_t packet_bytes = 188;
inline constexpr std::byte sync_byte{0x47};
inline constexpr std::uint16_t association_pid = 0;
inline constexpr std::uint16_t null_pid = 0x1FFF;

using PacketBytes = std::span<const std::byte, packet_bytes>;

struct Packet {
  std::uint16_t pid = 0;
  bool has_error = false;  // transport_error_indicator
  bool starts_unit = false;
  bool is_scrambled = false;
  bool has_payload = false;
  std::uint8_t continuity_counter = 0;
  bool is_discontinuous = false;         // discontinuity_indicator
  bool is_random_access = false;         // random_access_indicator
  std::optional<std::uint64_t> pcr{};    // at 27 MHz, 42 bits
  std::span<const std::byte> payload{};  // borrowed
};

/// Nothing for a packet whose adaptation field exceeds it, or of the reserved kind with neither
/// field nor payload. The sync byte is checked by the caller.
[[nodiscard]] std::optional<Packet> read_packet(PacketBytes bytes);

}  // namespace media::mpegts
