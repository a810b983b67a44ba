// The start of a VP9 frame (VP9 Bitstream & Decoding Process Specification 6.2).
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "media/codec_facts.hpp"

namespace media::vp9 {

/// True if the frame, or the first of a superframe, is a key frame.
bool is_keyframe(std::span<const std::byte> frame);

/// Profile, pixel format, width and height of a key frame; nothing for any other frame and for
/// invalid bytes. The level is only in the configuration record.
std::optional<VideoFacts> read_keyframe_header(std::span<const std::byte> frame);

}  // namespace media::vp9
