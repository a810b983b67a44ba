// The start of a VP8 frame (RFC 6386 9.1).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::vp8 {

/// Width and height of a key frame, before scaling, and the only pixel format of VP8; nothing for
/// any other frame and for invalid bytes.
std::optional<VideoFacts> read_keyframe_header(std::span<const std::byte> frame);

}  // namespace media::vp8
