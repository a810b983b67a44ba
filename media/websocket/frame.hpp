// WebSocket frames (RFC 6455, 5.2).
#pragma once

#include <cstddef>
#include <cstdint>

namespace media::websocket {

enum class Opcode : std::uint8_t {
  continuation = 0x0,
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xA,
};

/// The maximum for a control frame (5.5).
inline constexpr std::size_t control_payload_limit = 125;

}  // namespace media::websocket
