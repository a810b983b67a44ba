// The beginning of a VP8 frame (RFC 6386 9.1).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::vp8 {

/// Width and height of a key frame, before scaling, and the only pixel format that VP8 has; nothing
/// for any other frame and for bytes that are none.
std::optional<VideoFacts> read_keyframe_header(std::span<const std::byte> frame);

}  // namespace media::vp8
