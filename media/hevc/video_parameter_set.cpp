#include "media/hevc/video_parameter_set.hpp"

#include "media/bits/bit_reader.hpp"
#include "media/hevc/nal_unit.hpp"
#include "media/hevc/profile_tier_level.hpp"
#include "media/picture/vui.hpp"

namespace media::hevc {
namespace {

void skip_sub_layer_ordering(bits::BitReader& reader, std::uint32_t max_sub_layers_minus1) {
  const bool is_for_each = reader.flag();  // vps_sub_layer_ordering_info_present_flag
  for (std::uint32_t i = is_for_each ? 0 : max_sub_layers_minus1; i <= max_sub_layers_minus1; ++i) {
    reader.ue();  // vps_max_dec_pic_buffering_minus1
    reader.ue();  // vps_max_num_reorder_pics
    reader.ue();  // vps_max_latency_increase_plus1
  }
}

}  // namespace

double framerate_of_video_parameter_set(std::span<const std::byte> unit) {
  if (nal_type(unit) != NalType::video_parameter_set) return 0;
  bits::BitReader reader(unit.subspan(nal_header_bytes), bits::Escaping::emulation_prevention);
  reader.bits(4 + 1 + 1 + 6);  // id, base layer flags, vps_max_layers_minus1
  const std::uint32_t max_sub_layers_minus1 = reader.bits(3);
  reader.bits(1 + 16);  // vps_temporal_id_nesting_flag, reserved
  if (max_sub_layers_minus1 > 6) return 0;
  read_profile_tier_level(reader, max_sub_layers_minus1);
  skip_sub_layer_ordering(reader, max_sub_layers_minus1);
  const std::uint32_t max_layer_id = reader.bits(6);
  const std::uint32_t layer_sets_minus1 = reader.ue();
  if (layer_sets_minus1 > 1023) return 0;
  reader.skip(std::size_t{layer_sets_minus1} * (max_layer_id + 1));  // layer_id_included_flag
  if (!reader.flag()) return 0;                                      // vps_timing_info_present_flag
  const std::uint32_t num_units_in_tick = reader.bits(32);
  const std::uint32_t time_scale = reader.bits(32);
  return reader.ok() ? picture::frequency_hertz(time_scale, num_units_in_tick, 1) : 0;
}

}  // namespace media::hevc
