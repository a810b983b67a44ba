// The start of the video usability information, which H.264 and HEVC share.
#pragma once

#include <cstdint>

#include "media/bits/bit_reader.hpp"
#include "media/picture/pixel_format.hpp"

namespace media::picture {

struct VideoSignal {
  Range range = Range::limited;
  std::uint32_t matrix_coefficients = 2;  // 2: unspecified, 0: RGB (ISO/IEC 23091-2 8.3)
};

/// Reads from aspect_ratio_info_present_flag to chroma_sample_loc_type_bottom_field
/// (ISO/IEC 14496-10 E.1.1, ISO/IEC 23008-2 E.2.1).
VideoSignal read_vui_beginning(bits::BitReader& reader);

/// The frequency time_scale / (num_units_in_tick × ticks), or 0 if a factor is 0.
double frequency_hertz(std::uint32_t time_scale, std::uint32_t num_units_in_tick, double ticks);

}  // namespace media::picture
