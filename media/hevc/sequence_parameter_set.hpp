// The sequence parameter set of HEVC (ISO/IEC 23008-2 7.3.2.2).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::hevc {

/// The facts in a NAL unit of type 33, with its header and as it appears in the stream; nothing if
/// it is truncated or holds values that the standard rules out. Invalid video usability information
/// is ignored.
std::optional<VideoFacts> read_sequence_parameter_set(std::span<const std::byte> unit);

}  // namespace media::hevc
