// The identification header of Opus, the sequence header in FLV and Ogg (RFC 7845 5.1).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::opus {

/// Output channels, and 48,000 Hz, the rate at which Opus is always decoded; the rate in the header
/// is that of the original input.
std::optional<AudioFacts> read_head(std::span<const std::byte> head);

}  // namespace media::opus
