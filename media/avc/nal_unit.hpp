// NAL units of H.264 (ISO/IEC 14496-10 7.3.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "media/nal/units.hpp"

namespace media::avc {

/// nal_unit_type (ISO/IEC 14496-10 Table 7-1); only the ones used here.
enum class NalType : std::uint8_t {
  unspecified = 0,
  non_idr_slice = 1,
  slice_data_partition_a = 2,
  idr_slice = 5,
  sei = 6,
  sequence_parameter_set = 7,
  picture_parameter_set = 8,
  access_unit_delimiter = 9,
  end_of_sequence = 10,
  end_of_stream = 11,
  filler_data = 12,
};

/// The type of a unit that starts with its header; unspecified for an empty one.
NalType nal_type(std::span<const std::byte> unit);

/// True for an access unit with a slice of an IDR picture, or with a recovery point SEI message
/// (D.2.8), which open GOPs have instead of an IDR picture.
bool is_keyframe(nal::Units access_unit);

}  // namespace media::avc
