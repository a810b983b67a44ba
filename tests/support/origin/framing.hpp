#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace origin {

/// What is put around each FLV tag on the way out.
enum class Framing { plain = 1, chunked, websocket, rtmp };

struct FramePrefix {
  std::array<char, 24> bytes;
  std::size_t size = 0;
};

/// What precedes a payload of that size: a chunk's size (RFC 9112 7.1), a WebSocket frame's header
/// (RFC 6455 5.2).
FramePrefix frame_prefix(Framing framing, std::size_t payload_size);

/// What follows it.
inline std::string_view frame_suffix(Framing framing) {
  return framing == Framing::chunked ? "\r\n" : std::string_view();
}

}  // namespace origin
