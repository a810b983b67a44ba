#include "media/aac/program_config.hpp"

namespace media::aac {
namespace {

/// Channels of the front, side or back elements: a channel pair element has two.
std::uint32_t read_channel_elements(bits::BitReader& reader, std::uint32_t count) {
  std::uint32_t channels = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    channels += reader.flag() ? 2 : 1;  // is_cpe
    reader.bits(4);                     // element_tag_select
  }
  return channels;
}

void skip_mixdown(bits::BitReader& reader) {
  if (reader.flag()) reader.bits(4);  // mono_mixdown_element_number
  if (reader.flag()) reader.bits(4);  // stereo_mixdown_element_number
  if (reader.flag()) reader.bits(3);  // matrix_mixdown_idx, pseudo_surround_enable
}

}  // namespace

std::uint32_t read_program_config(bits::BitReader& reader) {
  reader.bits(4 + 2 + 4);  // element_instance_tag, object_type, sampling_frequency_index
  const std::uint32_t front = reader.bits(4);
  const std::uint32_t side = reader.bits(4);
  const std::uint32_t back = reader.bits(4);
  const std::uint32_t low_frequency = reader.bits(2);
  const std::uint32_t associated_data = reader.bits(3);
  const std::uint32_t coupling = reader.bits(4);
  skip_mixdown(reader);
  const std::uint32_t channels = read_channel_elements(reader, front + side + back) + low_frequency;
  // Tags: 4 bits for each low frequency and data element, 5 for each coupling element.
  reader.skip(4 * (low_frequency + associated_data) + 5 * coupling);
  reader.align();
  reader.skip(std::size_t{8} * reader.bits(8));  // comment_field_data
  return channels;
}

}  // namespace media::aac
