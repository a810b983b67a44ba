// AVCDecoderConfigurationRecord (ISO/IEC 14496-15 5.3.3.1), the sequence header of FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/nal/units.hpp"

namespace media::avc {

/// The facts in the record and its first sequence parameter set. A record without one (parameter
/// sets in the stream) gives profile and level only; a record that is truncated before the end of
/// that parameter set, or that holds impossible values, gives nothing.
std::optional<VideoFacts> read_configuration(std::span<const std::byte> record);

/// The same, from the first sequence parameter set among the NAL units of a stream.
std::optional<VideoFacts> read_parameter_sets(nal::Units units);

/// The number of length bytes before each NAL unit: 1, 2 or 4; 0 if the record is invalid.
unsigned nal_length_size(std::span<const std::byte> record);

}  // namespace media::avc
