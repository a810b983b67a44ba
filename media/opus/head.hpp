// The identification header of Opus, which FLV and Ogg carry as the sequence header (RFC 7845 5.1).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::opus {

/// Channels of the output and 48,000 Hz, at which Opus always decodes; the rate in the header is
/// that of the input once encoded.
std::optional<AudioFacts> read_head(std::span<const std::byte> head);

}  // namespace media::opus
