// VPCodecConfigurationRecord (VP Codec ISO Media File Format Binding), the sequence header of VP9
// in FLV and MP4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::vp9 {

/// Profile, level and pixel format; the record has no size. Version and flags of the MP4 box, which
/// some muxers leave before the record, are skipped.
std::optional<VideoFacts> read_configuration(std::span<const std::byte> record);

}  // namespace media::vp9
