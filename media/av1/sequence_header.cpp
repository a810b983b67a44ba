#include "media/av1/sequence_header.hpp"

#include "media/av1/color_config.hpp"
#include "media/bits/bit_reader.hpp"
#include "media/picture/vui.hpp"

namespace media::av1 {
namespace {

using bits::BitReader;

/// uvlc() (4.10.3): like ue(v), except that a code of 32 zeros or more is valid.
std::uint32_t read_uvlc(BitReader& reader) {
  unsigned leading_zeros = 0;
  while (reader.ok() && !reader.flag()) ++leading_zeros;
  if (leading_zeros >= 32) return 0xFFFFFFFFU;
  return reader.bits(leading_zeros) + (std::uint32_t{1} << leading_zeros) - 1;
}

/// timing_info() (5.5.3): the frame rate, if it is constant.
double read_timing(BitReader& reader) {
  const std::uint32_t num_units_in_display_tick = reader.bits(32);
  const std::uint32_t time_scale = reader.bits(32);
  if (!reader.flag()) return 0;  // equal_picture_interval
  const double ticks_per_picture = 1.0 + read_uvlc(reader);
  return picture::frequency_hertz(time_scale, num_units_in_display_tick, ticks_per_picture);
}

/// decoder_model_info() (5.5.4): the length of a buffer delay in bits.
unsigned read_decoder_model(BitReader& reader) {
  const unsigned buffer_delay_bits = reader.bits(5) + 1;
  reader.bits(32);     // num_units_in_decoding_tick
  reader.bits(5 + 5);  // buffer_removal_time_length_minus_1, frame_presentation_time_length_minus_1
  return buffer_delay_bits;
}

/// Reads the operating points; returns the level of the first one, which is the whole stream.
std::uint32_t read_operating_points(BitReader& reader, unsigned buffer_delay_bits) {
  const bool has_display_delay = reader.flag();  // initial_display_delay_present_flag
  const std::uint32_t points = reader.bits(5) + 1;
  std::uint32_t level_of_first = 0;
  for (std::uint32_t i = 0; i < points; ++i) {
    reader.bits(12);  // operating_point_idc
    const std::uint32_t level = reader.bits(5);
    if (level > 7) reader.flag();  // seq_tier
    if (buffer_delay_bits > 0 && reader.flag())
      reader.skip(std::size_t{2} * buffer_delay_bits + 1);   // operating_parameters_info()
    if (has_display_delay && reader.flag()) reader.bits(4);  // initial_display_delay_minus_1
    if (i == 0) level_of_first = level;
  }
  return level_of_first;
}

void read_size(BitReader& reader, VideoFacts& facts) {
  const unsigned width_bits = reader.bits(4) + 1;
  const unsigned height_bits = reader.bits(4) + 1;
  facts.width = reader.bits(width_bits) + 1;
  facts.height = reader.bits(height_bits) + 1;
}

/// The fields of moving pictures between use_128x128_superblock and enable_superres.
void skip_inter_tools(BitReader& reader) {
  reader.bits(4);  // interintra_compound, masked_compound, warped_motion, dual_filter
  const bool has_order_hint = reader.flag();
  if (has_order_hint) reader.bits(2);  // jnt_comp, ref_frame_mvs
  // Unless it is chosen per frame, one bit says whether screen content tools are on.
  const bool may_have_screen_content = reader.flag() || reader.flag();
  if (may_have_screen_content && !reader.flag()) reader.flag();  // integer motion vectors
  if (has_order_hint) reader.bits(3);                            // order_hint_bits_minus_1
}

}  // namespace

std::optional<VideoFacts> read_sequence_header(std::span<const std::byte> payload) {
  BitReader reader(payload);
  VideoFacts facts;
  const std::uint32_t seq_profile = reader.bits(3);
  if (seq_profile > 2) return std::nullopt;
  reader.flag();  // still_picture
  const bool is_reduced = reader.flag();
  std::uint32_t level = 0;
  if (is_reduced) {
    level = reader.bits(5);
  } else {
    unsigned buffer_delay_bits = 0;
    if (reader.flag()) {  // timing_info_present_flag
      facts.framerate = read_timing(reader);
      if (reader.flag()) buffer_delay_bits = read_decoder_model(reader);
    }
    level = read_operating_points(reader, buffer_delay_bits);
  }
  read_size(reader, facts);
  if (!is_reduced && reader.flag()) reader.bits(4 + 3);  // frame_id_numbers_present_flag
  reader.bits(3);  // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
  if (!is_reduced) skip_inter_tools(reader);
  reader.bits(3);  // enable_superres, enable_cdef, enable_restoration
  facts.pixel_format = read_pixel_format(reader, seq_profile);
  reader.flag();  // film_grain_params_present
  if (!reader.ok()) return std::nullopt;
  facts.profile = profile_name(seq_profile);
  facts.level = level_name(level);
  return facts;
}

std::string profile_name(std::uint32_t seq_profile) {
  switch (seq_profile) {
    case 0:
      return "Main";
    case 1:
      return "High";
    case 2:
      return "Professional";
    default:
      return {};
  }
}

std::string level_name(std::uint32_t seq_level_idx) {
  constexpr std::uint32_t highest = 23;  // 7.3
  if (seq_level_idx > highest) return {};
  return std::to_string(2 + seq_level_idx / 4) + "." + std::to_string(seq_level_idx % 4);
}

}  // namespace media::av1
