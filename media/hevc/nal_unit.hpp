// NAL units of HEVC (ISO/IEC 23008-2 7.3.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "media/nal/units.hpp"

namespace media::hevc {

/// The size of a NAL unit's header (7.3.1.2).
inline constexpr std::size_t nal_header_bytes = 2;

/// nal_unit_type (ISO/IEC 23008-2 Table 7-1); only the ones used here.
enum class NalType : std::uint8_t {
  trail_n = 0,
  bla_w_lp = 16,
  idr_w_radl = 19,
  idr_n_lp = 20,
  cra = 21,
  reserved_irap_23 = 23,
  reserved_vcl_31 = 31,
  video_parameter_set = 32,
  sequence_parameter_set = 33,
  picture_parameter_set = 34,
  access_unit_delimiter = 35,
  end_of_sequence = 36,
  end_of_bitstream = 37,
  filler_data = 38,
  prefix_sei = 39,
  suffix_sei = 40,
  unspecified = 63,
};

/// The type of a unit that starts with its header; unspecified for one without a complete header.
NalType nal_type(std::span<const std::byte> unit);

/// nuh_layer_id: above 0 in the enhancement layers of scalable and multiview video.
unsigned layer_id(std::span<const std::byte> unit);

/// True if the picture is an intra random access point (3.68): IDR, CRA or BLA.
bool is_keyframe(nal::Units access_unit);

}  // namespace media::hevc
