// The sequence parameter set of HEVC (ISO/IEC 23008-2 7.3.2.2).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::hevc {

/// What a NAL unit of type 33, with its header and as it lies in the stream, tells; nothing when it
/// is cut short or holds values that the standard rules out. Video usability information that is
/// broken is as if it were not there.
std::optional<VideoFacts> read_sequence_parameter_set(std::span<const std::byte> unit);

}  // namespace media::hevc
