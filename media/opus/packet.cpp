#include "media/opus/packet.hpp"

#include <array>

namespace media::opus {
namespace {

using std::chrono::microseconds;

constexpr microseconds longest_packet{120'000};

/// The frame count of code 3 is in the second byte (3.2.5); 0 if that is missing.
unsigned frame_count(std::span<const std::byte> packet) {
  switch (std::to_integer<unsigned>(packet[0]) & 3U) {
    case 0:
      return 1;
    case 1:
    case 2:
      return 2;
    default:
      return packet.size() < 2 ? 0 : std::to_integer<unsigned>(packet[1]) & 0x3FU;
  }
}

}  // namespace

microseconds frame_duration(std::byte table_of_contents) {
  constexpr std::array<int, 4> silk{10'000, 20'000, 40'000, 60'000};
  constexpr std::array<int, 2> hybrid{10'000, 20'000};
  constexpr std::array<int, 4> celt{2'500, 5'000, 10'000, 20'000};
  const unsigned configuration = std::to_integer<unsigned>(table_of_contents) >> 3U;
  if (configuration < 12) return microseconds(silk[configuration % 4]);
  if (configuration < 16) return microseconds(hybrid[configuration % 2]);
  return microseconds(celt[configuration % 4]);
}

std::optional<microseconds> packet_duration(std::span<const std::byte> packet) {
  if (packet.empty()) return std::nullopt;
  const auto duration = frame_duration(packet[0]) * frame_count(packet);
  if (duration == microseconds::zero() || duration > longest_packet) return std::nullopt;
  return duration;
}

}  // namespace media::opus
