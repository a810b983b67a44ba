// The sequence parameter set of H.264 (ISO/IEC 14496-10 7.3.2.1).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::avc {

/// The facts in a NAL unit of type 7, with its header and as it appears in the stream; nothing if
/// it is truncated or holds values that the standard rules out.
std::optional<VideoFacts> read_sequence_parameter_set(std::span<const std::byte> unit);

}  // namespace media::avc
