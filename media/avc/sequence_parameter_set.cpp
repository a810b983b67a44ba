#include "media/avc/sequence_parameter_set.hpp"

#include "media/avc/nal_unit.hpp"
#include "media/avc/profile_level.hpp"
#include "media/bits/bit_reader.hpp"
#include "media/picture/sample_format.hpp"
#include "media/picture/vui.hpp"

namespace media::avc {
namespace {

using bits::BitReader;
using picture::SampleFormat;

// Level 6.2 allows 16,880 luma samples per row; anything far above is garbage.
constexpr std::uint32_t max_side_macroblocks = 2048;

/// The profiles whose sequence parameter set has the fields of the High profile (7.3.2.1.1).
bool has_sample_format(std::uint8_t profile_idc) {
  switch (profile_idc) {
    case 44:
    case 83:
    case 86:
    case 100:
    case 110:
    case 118:
    case 122:
    case 128:
    case 134:
    case 135:
    case 138:
    case 139:
    case 144:
    case 244:
      return true;
    default:
      return false;
  }
}

/// 7.3.2.1.1.1
void skip_scaling_list(BitReader& reader, unsigned size) {
  int last = 8;
  int next = 8;
  for (unsigned i = 0; i < size && reader.ok(); ++i) {
    if (next != 0) next = (last + reader.se() % 256 + 256) % 256;
    if (next != 0) last = next;
  }
}

SampleFormat read_sample_format(BitReader& reader) {
  SampleFormat format;
  format.chroma_format_idc = reader.ue();
  if (format.chroma_format_idc == 3) format.has_separate_planes = reader.flag();
  format.luma_bits = reader.ue() + 8;
  format.chroma_bits = reader.ue() + 8;
  reader.flag();        // qpprime_y_zero_transform_bypass_flag
  if (reader.flag()) {  // seq_scaling_matrix_present_flag
    const unsigned lists = format.chroma_format_idc == 3 ? 12 : 8;
    for (unsigned i = 0; i < lists; ++i) {
      if (reader.flag()) skip_scaling_list(reader, i < 6 ? 16 : 64);
    }
  }
  return format;
}

bool is_possible(const SampleFormat& format) {
  return format.chroma_format_idc <= 3 && format.luma_bits <= 14 && format.chroma_bits <= 14;
}

/// False if the standard rules the values out.
bool skip_picture_order_count(BitReader& reader) {
  const std::uint32_t type = reader.ue();
  if (type == 0) {
    return reader.ue() <= 12;  // log2_max_pic_order_cnt_lsb_minus4
  }
  if (type == 1) {
    reader.flag();  // delta_pic_order_always_zero_flag
    reader.se();
    reader.se();
    const std::uint32_t cycle = reader.ue();  // num_ref_frames_in_pic_order_cnt_cycle
    if (cycle > 255) return false;
    for (std::uint32_t i = 0; i < cycle; ++i) reader.se();
  }
  return type <= 2;
}

/// Width and height from pic_width_in_mbs_minus1 to frame_crop_bottom_offset; false if nothing of
/// the picture is left.
bool read_size(BitReader& reader, const SampleFormat& format, VideoFacts& facts) {
  const std::uint32_t width_macroblocks = reader.ue() + 1;
  const std::uint32_t height_map_units = reader.ue() + 1;
  const std::uint32_t field_factor = reader.flag() ? 1 : 2;  // frame_mbs_only_flag
  if (field_factor == 2) reader.flag();                      // mb_adaptive_frame_field_flag
  reader.flag();                                             // direct_8x8_inference_flag
  if (width_macroblocks - 1 >= max_side_macroblocks || height_map_units - 1 >= max_side_macroblocks)
    return false;
  facts.width = width_macroblocks * 16;
  facts.height = height_map_units * 16 * field_factor;
  if (!reader.flag()) return true;  // frame_cropping_flag

  // Offsets are in chroma samples, and vertically in lines of one field (7-19 to 7-22).
  return picture::read_cropping(reader, format, field_factor, facts.width, facts.height);
}

struct Usability {
  picture::VideoSignal signal;
  double framerate = 0;
};

/// The start of vui_parameters() (E.1.1). If it is truncated it is ignored, and the picture's size
/// is still valid: some cameras set more flags than they write fields.
Usability read_usability(BitReader& reader) {
  Usability usability;
  usability.signal = picture::read_vui_beginning(reader);
  if (reader.flag()) {  // timing_info_present_flag
    const std::uint32_t num_units_in_tick = reader.bits(32);
    const std::uint32_t time_scale = reader.bits(32);
    // A tick lasts a field, so a frame takes two (E.2.1).
    usability.framerate = picture::frequency_hertz(time_scale, num_units_in_tick, 2);
  }
  return reader.ok() ? usability : Usability{};
}

}  // namespace

std::optional<VideoFacts> read_sequence_parameter_set(std::span<const std::byte> unit) {
  if (nal_type(unit) != NalType::sequence_parameter_set) return std::nullopt;
  BitReader reader(unit.subspan(1), bits::Escaping::emulation_prevention);

  ProfileLevel profile_level;
  profile_level.profile_idc = static_cast<std::uint8_t>(reader.bits(8));
  profile_level.constraint_flags = static_cast<std::uint8_t>(reader.bits(8));
  profile_level.level_idc = static_cast<std::uint8_t>(reader.bits(8));
  if (reader.ue() > 31) return std::nullopt;  // seq_parameter_set_id

  SampleFormat format;
  if (has_sample_format(profile_level.profile_idc)) format = read_sample_format(reader);
  if (!is_possible(format)) return std::nullopt;
  if (reader.ue() > 12) return std::nullopt;  // log2_max_frame_num_minus4
  if (!skip_picture_order_count(reader)) return std::nullopt;
  reader.ue();    // max_num_ref_frames
  reader.flag();  // gaps_in_frame_num_value_allowed_flag

  VideoFacts facts;
  if (!read_size(reader, format, facts)) return std::nullopt;
  const bool has_usability = reader.flag();  // vui_parameters_present_flag
  if (!reader.ok()) return std::nullopt;
  const Usability usability = has_usability ? read_usability(reader) : Usability{};
  facts.framerate = usability.framerate;
  facts.profile = profile_name(profile_level);
  facts.level = level_name(profile_level);
  facts.pixel_format = picture::pixel_format(format, usability.signal);
  return facts;
}

}  // namespace media::avc
