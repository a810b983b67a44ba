#include "media/hevc/sequence_parameter_set.hpp"

#include "media/bits/bit_reader.hpp"
#include "media/hevc/nal_unit.hpp"
#include "media/hevc/profile_tier_level.hpp"
#include "media/hevc/skipped_syntax.hpp"
#include "media/picture/sample_format.hpp"
#include "media/picture/vui.hpp"

namespace media::hevc {
namespace {

using bits::BitReader;
using picture::SampleFormat;

// Twice what the highest level allows per row; anything above is garbage.
constexpr std::uint32_t max_side = 65535;

/// Width and height without the conformance window; false if nothing of the picture is left.
bool read_size(BitReader& reader, const SampleFormat& format, VideoFacts& facts) {
  facts.width = reader.ue();
  facts.height = reader.ue();
  const bool is_possible =
      facts.width != 0 && facts.height != 0 && facts.width <= max_side && facts.height <= max_side;
  if (!is_possible) return false;
  if (!reader.flag()) return true;  // conformance_window_flag
  return picture::read_cropping(reader, format, 1, facts.width, facts.height);
}

/// From chroma_format_idc to the bit depths; false if the standard rules the values out.
bool read_picture(BitReader& reader, SampleFormat& format, VideoFacts& facts) {
  format.chroma_format_idc = reader.ue();
  if (format.chroma_format_idc > 3) return false;
  if (format.chroma_format_idc == 3) format.has_separate_planes = reader.flag();
  if (!read_size(reader, format, facts)) return false;
  format.luma_bits = reader.ue() + 8;
  format.chroma_bits = reader.ue() + 8;
  return format.luma_bits <= 16 && format.chroma_bits <= 16;
}

void skip_sub_layer_ordering(BitReader& reader, std::uint32_t max_sub_layers_minus1) {
  const bool is_for_each = reader.flag();  // sps_sub_layer_ordering_info_present_flag
  for (std::uint32_t i = is_for_each ? 0 : max_sub_layers_minus1; i <= max_sub_layers_minus1; ++i) {
    reader.ue();  // sps_max_dec_pic_buffering_minus1
    reader.ue();  // sps_max_num_reorder_pics
    reader.ue();  // sps_max_latency_increase_plus1
  }
}

void skip_block_structure(BitReader& reader) {
  reader.ue();  // log2_min_luma_coding_block_size_minus3
  reader.ue();  // log2_diff_max_min_luma_coding_block_size
  reader.ue();  // log2_min_luma_transform_block_size_minus2
  reader.ue();  // log2_diff_max_min_luma_transform_block_size
  reader.ue();  // max_transform_hierarchy_depth_inter
  reader.ue();  // max_transform_hierarchy_depth_intra
}

void skip_coding_tools(BitReader& reader) {
  if (reader.flag() && reader.flag()) skip_scaling_list_data(reader);  // enabled, data present
  reader.bits(2);       // amp_enabled_flag, sample_adaptive_offset_enabled_flag
  if (reader.flag()) {  // pcm_enabled_flag
    reader.bits(4 + 4);
    reader.ue();
    reader.ue();
    reader.flag();
  }
}

bool skip_long_term_reference_pictures(BitReader& reader, std::uint32_t order_count_bits) {
  if (!reader.flag()) return true;  // long_term_ref_pics_present_flag
  const std::uint32_t pictures = reader.ue();
  if (pictures > 32) return false;
  reader.skip(std::size_t{pictures} * (order_count_bits + 1));
  return true;
}

/// Skips what lies between the bit depths and the video usability information; false if the values
/// are ruled out.
bool skip_to_usability(BitReader& reader, std::uint32_t max_sub_layers_minus1) {
  const std::uint32_t order_count_bits = reader.ue() + 4;  // log2_max_pic_order_cnt_lsb_minus4
  if (order_count_bits > 16) return false;
  skip_sub_layer_ordering(reader, max_sub_layers_minus1);
  skip_block_structure(reader);
  skip_coding_tools(reader);
  if (!skip_short_term_reference_picture_sets(reader)) return false;
  if (!skip_long_term_reference_pictures(reader, order_count_bits)) return false;
  reader.bits(2);  // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
  return true;
}

struct Usability {
  picture::VideoSignal signal;
  double framerate = 0;
};

/// vui_parameters() up to its timing (E.2.1). If it is truncated it is ignored, and the picture's
/// size is still valid: some cameras set more flags than they write fields.
Usability read_usability(BitReader& reader) {
  Usability usability;
  usability.signal = picture::read_vui_beginning(reader);
  reader.bits(3);  // neutral_chroma_indication_flag, field_seq_flag, frame_field_info_present_flag
  if (reader.flag()) {  // default_display_window_flag
    for (int side = 0; side < 4; ++side) reader.ue();
  }
  if (reader.flag()) {  // vui_timing_info_present_flag
    const std::uint32_t num_units_in_tick = reader.bits(32);
    const std::uint32_t time_scale = reader.bits(32);
    usability.framerate = picture::frequency_hertz(time_scale, num_units_in_tick, 1);
  }
  return reader.ok() ? usability : Usability{};
}

}  // namespace

std::optional<VideoFacts> read_sequence_parameter_set(std::span<const std::byte> unit) {
  // Enhancement layers have a different syntax (F.7.3.2.2).
  if (nal_type(unit) != NalType::sequence_parameter_set || layer_id(unit) != 0) return std::nullopt;
  BitReader reader(unit.subspan(nal_header_bytes), bits::Escaping::emulation_prevention);
  reader.bits(4);  // sps_video_parameter_set_id
  const std::uint32_t max_sub_layers_minus1 = reader.bits(3);
  reader.flag();  // sps_temporal_id_nesting_flag
  if (max_sub_layers_minus1 > 6) return std::nullopt;
  const ProfileLevel profile_level = read_profile_tier_level(reader, max_sub_layers_minus1);
  if (reader.ue() > 15) return std::nullopt;  // sps_seq_parameter_set_id

  VideoFacts facts;
  SampleFormat format;
  if (!read_picture(reader, format, facts)) return std::nullopt;
  if (!skip_to_usability(reader, max_sub_layers_minus1)) return std::nullopt;
  const bool has_usability = reader.flag();  // vui_parameters_present_flag
  if (!reader.ok()) return std::nullopt;
  const Usability usability = has_usability ? read_usability(reader) : Usability{};
  facts.framerate = usability.framerate;
  facts.profile = profile_name(profile_level.profile_idc);
  facts.level = level_name(profile_level.level_idc);
  facts.pixel_format = picture::pixel_format(format, usability.signal);
  return facts;
}

}  // namespace media::hevc
