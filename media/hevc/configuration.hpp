// HEVCDecoderConfigurationRecord (ISO/IEC 14496-15 8.3.3.1), the sequence header of FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"
#include "media/nal/units.hpp"

namespace media::hevc {

/// What the record's first sequence parameter set tells, and the frame rate of the video parameter
/// set where that has one. A record without them (parameter sets in the stream) tells what its own
/// fields say; one that is cut short before them, or that holds impossible values, tells nothing.
std::optional<VideoFacts> read_configuration(std::span<const std::byte> record);

/// The same of the first parameter sets among the NAL units of a stream.
std::optional<VideoFacts> read_parameter_sets(nal::Units units);

/// How many bytes the length before each NAL unit has: 1, 2 or 4; 0 when the record is no record.
unsigned nal_length_size(std::span<const std::byte> record);

}  // namespace media::hevc
