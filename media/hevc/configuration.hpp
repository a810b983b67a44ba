// HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 8.3.3.1), the sequence header of FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/nal/units.hpp"

namespace media::hevc {

/// The facts in the record's first sequence parameter set, with the frame rate of the video
/// parameter set if that has one. A record without them (parameter sets in the stream) gives what
/// its own fields say; one that is truncated before them, or that holds impossible values, gives
/// nothing.
std::optional<VideoFacts> read_configuration(std::span<const std::byte> record);

/// The same, from the first parameter sets among the NAL units of a stream.
std::optional<VideoFacts> read_parameter_sets(nal::Units units);

/// The number of length bytes before each NAL unit: 1, 2 or 4; 0 if the record is invalid.
unsigned nal_length_size(std::span<const std::byte> record);

}  // namespace media::hevc
