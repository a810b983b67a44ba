#include "media/avc/configuration.hpp"

#include "media/avc/nal_unit.hpp"
#include "media/avc/profile_level.hpp"
#include "media/avc/sequence_parameter_set.hpp"
#include "media/bits/byte_reader.hpp"

namespace media::avc {

std::optional<VideoFacts> read_configuration(std::span<const std::byte> record) {
  if (nal_length_size(record) == 0) return std::nullopt;
  bits::ByteReader reader(record);
  reader.skip(1);  // configurationVersion
  ProfileLevel profile_level;
  profile_level.profile_idc = reader.u8();
  profile_level.constraint_flags = reader.u8();
  profile_level.level_idc = reader.u8();
  reader.skip(1);  // lengthSizeMinusOne
  const unsigned parameter_sets = reader.u8() & 0x1FU;
  if (!reader.ok()) return std::nullopt;
  if (parameter_sets == 0) {
    VideoFacts facts;
    facts.profile = profile_name(profile_level);
    facts.level = level_name(profile_level);
    return facts;
  }
  const auto unit = reader.bytes(reader.u16());
  return read_sequence_parameter_set(unit);
}

std::optional<VideoFacts> read_parameter_sets(nal::Units units) {
  while (const auto unit = units.next()) {
    if (nal_type(*unit) == NalType::sequence_parameter_set)
      return read_sequence_parameter_set(*unit);
  }
  return std::nullopt;
}

unsigned nal_length_size(std::span<const std::byte> record) {
  bits::ByteReader reader(record);
  const unsigned version = reader.u8();
  reader.skip(3);
  const unsigned size = (reader.u8() & 3U) + 1;
  return reader.ok() && version == 1 && size != 3 ? size : 0;
}

}  // namespace media::avc
