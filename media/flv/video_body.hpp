// The headers of a video body: VideoTagHeader (FLV 10.1, E.4.3.1) and its enhanced form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/flv/body.hpp"

namespace media::flv {

struct VideoBody {
  Content content = Content::other;
  Codec codec = Codec::unsupported;
  bool is_keyframe = false;
  std::int32_t composition_time_ms = 0;
  std::uint32_t presentation_offset_ns = 0;
  std::size_t header_size = 0;  // bytes before the payload

  bool operator==(const VideoBody&) const = default;
};

/// Reads the headers of a body of `size` bytes from its first bytes. Nothing if `head` is too
/// short; call again with more. A body that is itself too short for its headers is `other`.
std::optional<VideoBody> read_video_body(std::span<const std::byte> head, std::size_t size);

}  // namespace media::flv
