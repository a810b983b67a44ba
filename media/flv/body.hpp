// What FLV tags and RTMP messages have in common: a type, a timestamp, and a body that starts with
// a few bytes of codec headers before the payload.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "media/flv/codec.hpp"

namespace media::flv {

/// TagType of FLV (E.4.1), message type of RTMP (7.1).
enum class BodyType : std::uint8_t { audio = 8, video = 9, script = 18 };

/// A body, complete or as far as it was kept.
struct Body {
  BodyType type = BodyType::video;
  std::uint32_t timestamp_ms = 0;
  std::size_t size = 0;             // of the whole body
  std::span<const std::byte> head;  // its first bytes
};

/// What the codec headers say a video or audio body is.
enum class Content : std::uint8_t {
  frame = 1,
  configuration,    // a sequence header
  end_of_sequence,  // not media
  multitrack,       // enhanced RTMP v2; not read
  other,            // commands, colour information, channel maps, empty and unknown bodies
};

}  // namespace media::flv
