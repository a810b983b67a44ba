#include "media/mp3/header.hpp"

#include <array>

#include "media/bits/bit_reader.hpp"

namespace media::mp3 {
namespace {

enum class Version : std::uint8_t { mpeg_1 = 1, mpeg_2, mpeg_2_5 };

std::optional<Version> version_of(std::uint32_t id) {
  switch (id) {
    case 0:
      return Version::mpeg_2_5;
    case 2:
      return Version::mpeg_2;
    case 3:
      return Version::mpeg_1;
    default:
      return std::nullopt;
  }
}

std::uint32_t sample_rate_of(Version version, std::uint32_t index) {
  constexpr std::array<std::uint32_t, 3> hertz{44100, 48000, 32000};
  if (index >= hertz.size()) return 0;
  switch (version) {
    case Version::mpeg_1:
      return hertz[index];
    case Version::mpeg_2:
      return hertz[index] / 2;
    default:
      return hertz[index] / 4;
  }
}

using BitRates = std::array<std::uint16_t, 15>;  // kbit/s, from index 0, free format

constexpr std::array<BitRates, 3> mpeg_1_rates{{
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
}};
constexpr BitRates mpeg_2_layer_1_rates{0,   32,  48,  56,  64,  80,  96, 112,
                                        128, 144, 160, 176, 192, 224, 256};
constexpr BitRates mpeg_2_rates{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

std::uint32_t bits_per_second_of(Version version, unsigned layer, std::uint32_t index) {
  if (version == Version::mpeg_1) return mpeg_1_rates[layer - 1][index] * 1000U;
  return (layer == 1 ? mpeg_2_layer_1_rates : mpeg_2_rates)[index] * 1000U;
}

std::uint32_t samples_of(Version version, unsigned layer) {
  if (layer == 1) return 384;
  return layer == 3 && version != Version::mpeg_1 ? 576 : 1152;
}

/// A frame's size is counted in slots, one of which may be padding: four bytes each in layer I, one
/// in the others.
std::uint32_t frame_bytes_of(const Header& header, std::uint32_t padding) {
  if (header.bits_per_second == 0) return 0;
  const std::uint32_t slot_bytes = header.layer == 1 ? 4 : 1;
  const std::uint32_t bytes_at_rate = header.samples / 8 * header.bits_per_second;
  return (bytes_at_rate / slot_bytes / header.facts.sample_rate + padding) * slot_bytes;
}

}  // namespace

std::optional<Header> read_header(std::span<const std::byte> bytes) {
  constexpr std::uint32_t bad_bit_rate = 15;
  constexpr std::uint32_t single_channel = 3;
  bits::BitReader reader(bytes);
  if (reader.bits(11) != 0x7FF) return std::nullopt;  // syncword
  const auto version = version_of(reader.bits(2));
  const std::uint32_t layer_code = reader.bits(2);
  reader.flag();  // protection_bit
  const std::uint32_t bit_rate_index = reader.bits(4);
  const std::uint32_t rate_index = reader.bits(2);
  const std::uint32_t padding = reader.bits(1);
  reader.flag();  // private_bit
  const std::uint32_t mode = reader.bits(2);
  reader.bits(6);  // mode_extension to emphasis
  if (!reader.ok() || !version || layer_code == 0 || bit_rate_index == bad_bit_rate)
    return std::nullopt;

  Header header;
  header.layer = 4 - layer_code;
  header.facts.sample_rate = sample_rate_of(*version, rate_index);
  header.facts.channels = mode == single_channel ? 1 : 2;
  if (header.facts.sample_rate == 0) return std::nullopt;
  header.bits_per_second = bits_per_second_of(*version, header.layer, bit_rate_index);
  header.samples = samples_of(*version, header.layer);
  header.frame_bytes = frame_bytes_of(header, padding);
  return header;
}

}  // namespace media::mp3
