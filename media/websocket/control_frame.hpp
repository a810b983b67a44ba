// The control frames that a client sends (RFC 6455, 5.5).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "media/websocket/frame.hpp"

namespace media::websocket {

/// A frame ready to send.
class ControlFrame {
 public:
  /// `payload` is truncated at 125 bytes. The mask must be unpredictable (5.3); the caller draws
  /// it.
  ControlFrame(Opcode opcode, std::span<const std::byte> payload, std::array<std::byte, 4> mask);

  [[nodiscard]] std::span<const std::byte> bytes() const { return std::span(bytes_).first(size_); }

 private:
  std::array<std::byte, 2 + 4 + control_payload_limit> bytes_{};
  std::size_t size_ = 0;
};

inline ControlFrame pong(std::span<const std::byte> payload, std::array<std::byte, 4> mask) {
  return {Opcode::pong, payload, mask};
}

/// `code` as in 7.4.1: 1000 for a normal end, 1002 for a protocol error.
ControlFrame close(std::uint16_t code, std::array<std::byte, 4> mask);

}  // namespace media::websocket
