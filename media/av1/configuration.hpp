// AV1CodecConfigurationRecord (AV1 Codec ISO Media File Format Binding 2.3.3), the sequence header
// of FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::av1 {

/// The facts in the record's sequence header OBU. A record without one gives what its own fields
/// say: profile, level and pixel format.
std::optional<VideoFacts> read_configuration(std::span<const std::byte> record);

}  // namespace media::av1
