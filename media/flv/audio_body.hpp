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

  // The header's own statements about the sound; 0 if it makes none, or only the value that
  // everyone writes.
  std::uint32_t sample_rate = 0;
  std::uint32_t channels = 0;

  bool operator==(const AudioBody&) const = default;
};

/// Reads the headers of a body of `size` bytes from its first bytes. Nothing if `head` is too
/// short; call again with more. A body that is itself too short for its headers is `other`; an
/// empty one means silence in RTMP.
std::optional<AudioBody> read_audio_body(std::span<const std::byte> head, std::size_t size);

}  // namespace media::flv
