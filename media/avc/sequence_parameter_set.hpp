// The sequence parameter set of H.264 (ISO/IEC 14496-10 7.3.2.1).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::avc {

/// What a NAL unit of type 7, with its header and as it lies in the stream, tells; nothing when it
/// is cut short or holds values that the standard rules out.
std::optional<VideoFacts> read_sequence_parameter_set(std::span<const std::byte> unit);

}  // namespace media::avc
