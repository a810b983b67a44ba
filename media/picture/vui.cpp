#include "media/picture/vui.hpp"

namespace media::picture {
namespace {

constexpr std::uint32_t extended_sar = 255;

void skip_aspect_ratio(bits::BitReader& reader) {
  if (!reader.flag()) return;                           // aspect_ratio_info_present_flag
  if (reader.bits(8) == extended_sar) reader.bits(32);  // sar_width, sar_height
}

void skip_overscan(bits::BitReader& reader) {
  if (reader.flag()) reader.flag();  // overscan_appropriate_flag
}

VideoSignal read_video_signal(bits::BitReader& reader) {
  VideoSignal signal;
  if (!reader.flag()) return signal;  // video_signal_type_present_flag
  reader.bits(3);                     // video_format
  signal.range = reader.flag() ? Range::full : Range::limited;
  if (reader.flag()) {  // colour_description_present_flag
    reader.bits(16);    // colour_primaries, transfer_characteristics
    signal.matrix_coefficients = reader.bits(8);
  }
  return signal;
}

void skip_chroma_location(bits::BitReader& reader) {
  if (!reader.flag()) return;  // chroma_loc_info_present_flag
  reader.ue();
  reader.ue();
}

}  // namespace

VideoSignal read_vui_beginning(bits::BitReader& reader) {
  skip_aspect_ratio(reader);
  skip_overscan(reader);
  const VideoSignal signal = read_video_signal(reader);
  skip_chroma_location(reader);
  return signal;
}

double frequency_hertz(std::uint32_t time_scale, std::uint32_t num_units_in_tick, double ticks) {
  if (time_scale == 0 || num_units_in_tick == 0 || ticks <= 0) return 0;
  return static_cast<double>(time_scale) / (static_cast<double>(num_units_in_tick) * ticks);
}

}  // namespace media::picture
