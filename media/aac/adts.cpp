#include "media/aac/adts.hpp"

#include "media/aac/tables.hpp"
#include "media/bits/bit_reader.hpp"

namespace media::aac {

std::optional<AdtsHeader> read_adts_header(std::span<const std::byte> bytes) {
  constexpr std::uint32_t samples_per_block = 1024;
  bits::BitReader reader(bytes);
  if (reader.bits(12) != 0xFFF) return std::nullopt;  // syncword
  reader.flag();                                      // ID: MPEG-4 or MPEG-2
  if (reader.bits(2) != 0) return std::nullopt;       // layer
  const bool has_checksum = !reader.flag();           // protection_absent

  AdtsHeader header;
  header.facts.profile = profile_name(reader.bits(2) + 1);
  header.facts.sample_rate = sampling_frequency(reader.bits(4));
  reader.flag();  // private_bit
  header.facts.channels = channels_of_configuration(reader.bits(3));
  reader.bits(4);  // original_copy, home, two copyright bits
  header.header_bytes = has_checksum ? 9 : 7;
  header.frame_bytes = reader.bits(13);
  reader.bits(11);  // adts_buffer_fullness
  header.samples = (reader.bits(2) + 1) * samples_per_block;

  const bool is_possible =
      header.facts.sample_rate != 0 && header.frame_bytes >= header.header_bytes;
  if (!reader.ok() || !is_possible) return std::nullopt;
  return header;
}

}  // namespace media::aac
