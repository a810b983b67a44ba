#include "media/mpegts/crc32.hpp"

#include <array>

namespace media::mpegts {
namespace {

constexpr std::array<std::uint32_t, 256> make_table() {
  constexpr std::uint32_t polynomial = 0x04C11DB7;
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t index = 0; index < table.size(); ++index) {
    std::uint32_t value = index << 24U;
    for (int bit = 0; bit < 8; ++bit) {
      value = (value & 0x80000000U) != 0 ? value << 1U ^ polynomial : value << 1U;
    }
    table[index] = value;
  }
  return table;
}

constexpr auto table = make_table();

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes) {
  std::uint32_t value = 0xFFFFFFFF;
  for (const std::byte byte : bytes) {
    value = value << 8U ^ table[value >> 24U ^ std::to_integer<std::uint32_t>(byte)];
  }
  return value;
}

}  // namespace media::mpegts
