#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace origin {

/// RFC 6455 11.8.
enum class WebsocketOpcode : std::uint8_t {
  continuation = 0,
  text = 1,
  binary = 2,
  close = 8,
  ping = 9,
  pong = 10
};

/// The Sec-WebSocket-Accept that answers a Sec-WebSocket-Key (RFC 6455 4.2.2).
std::string websocket_accept(std::string_view key);

/// A frame's header, unmasked, as a server sends it.
std::string websocket_header(WebsocketOpcode opcode, std::size_t payload_size, bool is_final);

/// A whole unmasked frame.
std::string websocket_frame(WebsocketOpcode opcode, std::string_view payload, bool is_final = true);

/// A whole masked frame, as a client sends it and a server must not.
std::string masked_websocket_frame(WebsocketOpcode opcode, std::string_view payload);

struct WebsocketFrame {
  WebsocketOpcode opcode{};
  bool is_final = false;
  bool is_masked = false;
  std::string payload;  // unmasked
};

/// Takes one frame off the front of what was received, once it is complete. Throws
/// std::runtime_error on one of more than 64 KiB, which no client of the origin sends.
std::optional<WebsocketFrame> take_websocket_frame(std::string& received);

}  // namespace origin
