// AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1), the sequence header of FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/nal/units.hpp"

namespace media::avc {

/// What the record and its first sequence parameter set tell. A record without one (parameter sets
/// in the stream) tells profile and level only; a record that is cut short before the end of that
/// parameter set, or that holds impossible values, tells nothing.
std::optional<VideoFacts> read_configuration(std::span<const std::byte> record);

/// The same of the first sequence parameter set among the NAL units of a stream.
std::optional<VideoFacts> read_parameter_sets(nal::Units units);

/// How many bytes the length before each NAL unit has: 1, 2 or 4; 0 when the record is no record.
unsigned nal_length_size(std::span<const std::byte> record);

}  // namespace media::avc
