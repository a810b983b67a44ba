// The headers of an audio body: AudioTagHeader (FLV 10.1, E.4.2.1) and its enhanced form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "media/flv/body.hpp"

namespace media::flv {

struct AudioBody {
  Content content = Content::other;
  Codec codec = Codec::unsupported;
  std::uint32_t presentation_offset_ns = 0;
  std::size_t header_size = 0;  // bytes before the payload

  // What the header itself says of the sound, 0 where it says nothing or what everyone writes
  // there.
  std::uint32_t sample_rate = 0;
  std::uint32_t channels = 0;

  bool operator==(const AudioBody&) const = default;
};

/// Reads the headers of a body of `size` bytes from its first ones. Nothing: `head` is too short,
/// ask again with more. A body that is itself too short for its headers is `other`; an empty one
/// says "silence" in RTMP.
std::optional<AudioBody> read_audio_body(std::span<const std::byte> head, std::size_t size);

}  // namespace media::flv
