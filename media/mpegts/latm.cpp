#include "media/mpegts/latm.hpp"

#include <algorithm>
#include <array>

#include "media/aac/configuration.hpp"
#include "media/bits/bit_reader.hpp"

namespace media::mpegts {
namespace {

constexpr std::size_t configuration_limit = 32;

/// LatmGetValue(): one to four bytes.
std::uint32_t read_value(bits::BitReader& reader) {
  const std::uint32_t more_bytes = reader.bits(2);
  std::uint32_t value = 0;
  for (std::uint32_t index = 0; index <= more_bytes; ++index) value = value << 8U | reader.bits(8);
  return value;
}

}  // namespace

std::optional<AudioFacts> read_latm_configuration(std::span<const std::byte> element) {
  bits::BitReader reader(element);
  if (reader.flag()) return std::nullopt;  // useSameStreamMux
  const bool is_version_1 = reader.flag();
  if (is_version_1 && reader.flag()) return std::nullopt;  // audioMuxVersionA: not defined
  if (is_version_1) read_value(reader);                    // taraBufferFullness
  reader.flag();                                           // allStreamsSameTimeFraming
  reader.bits(6);                                          // numSubFrames
  if (reader.bits(4) != 0 || reader.bits(3) != 0) return std::nullopt;  // one program, one layer
  std::size_t size = configuration_limit;
  if (is_version_1) size = std::min<std::size_t>(size, (read_value(reader) + 7) / 8);

  // An AudioSpecificConfig that can start at any bit. Without version 1 its end is unknown: the
  // bits that follow it cannot be mistaken for an extension, which starts with a sync word.
  std::array<std::byte, configuration_limit> record{};
  std::size_t filled = 0;
  while (filled < size && reader.bits_left() >= 8) record[filled++] = std::byte(reader.bits(8));
  if (!reader.ok()) return std::nullopt;
  return aac::read_configuration(std::span<const std::byte>(record).first(filled));
}

}  // namespace media::mpegts
