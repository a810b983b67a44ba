#include "tests/support/origin/framing.hpp"

#include <charconv>

#include "tests/support/origin/websocket.hpp"

namespace origin {

FramePrefix frame_prefix(Framing framing, std::size_t payload_size) {
  FramePrefix prefix;
  if (framing == Framing::chunked) {
    char* const end = prefix.bytes.data() + prefix.bytes.size();
    char* at = std::to_chars(prefix.bytes.data(), end, payload_size, 16).ptr;
    *at++ = '\r';
    *at++ = '\n';
    prefix.size = static_cast<std::size_t>(at - prefix.bytes.data());
  } else if (framing == Framing::websocket) {
    const auto header = websocket_header(WebsocketOpcode::binary, payload_size, true);
    prefix.size = header.copy(prefix.bytes.data(), prefix.bytes.size());
  }
  return prefix;
}

}  // namespace origin
