#include "media/hevc/configuration.hpp"

#include "media/bits/byte_reader.hpp"
#include "media/hevc/nal_unit.hpp"
#include "media/hevc/profile_tier_level.hpp"
#include "media/hevc/sequence_parameter_set.hpp"
#include "media/hevc/video_parameter_set.hpp"
#include "media/picture/pixel_format.hpp"

namespace media::hevc {
namespace {

using bits::ByteReader;

/// The fields before the arrays, and the number of arrays.
struct Head {
  VideoFacts facts;
  unsigned arrays = 0;
};

Head read_head(ByteReader& reader) {
  Head head;
  reader.skip(1);  // configurationVersion
  head.facts.profile = profile_name(reader.u8() & 0x1FU);
  reader.skip(4 + 6);  // compatibility and constraint flags
  head.facts.level = level_name(reader.u8());
  reader.skip(2 + 1);  // min_spatial_segmentation_idc, parallelismType
  const auto chroma = picture::chroma_of_format_idc(reader.u8() & 3U);
  const unsigned luma_bits = (reader.u8() & 7U) + 8;
  const unsigned chroma_bits = (reader.u8() & 7U) + 8;
  if (luma_bits == chroma_bits) head.facts.pixel_format = picture::pixel_format(chroma, luma_bits);
  head.facts.framerate = reader.u16() / 256.0;  // avgFrameRate, 0 if unknown
  reader.skip(1);                               // constantFrameRate to lengthSizeMinusOne
  head.arrays = reader.u8();
  return head;
}

/// The first parameter set of each kind; empty if there is none.
struct ParameterSets {
  std::span<const std::byte> video;
  std::span<const std::byte> sequence;

  void see(std::span<const std::byte> unit) {
    const NalType type = nal_type(unit);
    if (type == NalType::video_parameter_set && video.empty()) video = unit;
    const bool is_of_base_layer = layer_id(unit) == 0;
    if (type == NalType::sequence_parameter_set && is_of_base_layer && sequence.empty())
      sequence = unit;
  }

  std::optional<VideoFacts> read() const {
    auto facts = read_sequence_parameter_set(sequence);
    const double framerate = framerate_of_video_parameter_set(video);
    if (facts && framerate > 0) facts->framerate = framerate;
    return facts;
  }
};

ParameterSets find_parameter_sets(ByteReader& reader, unsigned arrays) {
  ParameterSets found;
  for (unsigned i = 0; i < arrays && reader.ok(); ++i) {
    reader.skip(1);  // NAL_unit_type, which the units repeat
    const unsigned units = reader.u16();
    for (unsigned j = 0; j < units && reader.ok(); ++j) {
      found.see(reader.bytes(reader.u16()));
    }
  }
  return found;
}

}  // namespace

std::optional<VideoFacts> read_configuration(std::span<const std::byte> record) {
  if (nal_length_size(record) == 0) return std::nullopt;
  ByteReader reader(record);
  Head head = read_head(reader);
  const ParameterSets sets = find_parameter_sets(reader, head.arrays);
  if (sets.sequence.empty()) return reader.ok() ? std::optional(head.facts) : std::nullopt;
  return sets.read();
}

std::optional<VideoFacts> read_parameter_sets(nal::Units units) {
  ParameterSets found;
  while (const auto unit = units.next()) found.see(*unit);
  return found.read();
}

unsigned nal_length_size(std::span<const std::byte> record) {
  ByteReader reader(record);
  const unsigned version = reader.u8();
  reader.skip(20);
  const unsigned size = (reader.u8() & 3U) + 1;
  return reader.ok() && version == 1 && size != 3 ? size : 0;
}

}  // namespace media::hevc
