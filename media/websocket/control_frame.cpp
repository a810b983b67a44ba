#include "media/websocket/control_frame.hpp"

#include <algorithm>

namespace media::websocket {

ControlFrame::ControlFrame(Opcode opcode, std::span<const std::byte> payload,
                           std::array<std::byte, 4> mask) {
  payload = payload.first(std::min(payload.size(), control_payload_limit));
  bytes_[0] = std::byte{0x80} | std::byte{static_cast<std::uint8_t>(opcode)};
  bytes_[1] = std::byte{0x80} | static_cast<std::byte>(payload.size());
  std::copy(mask.begin(), mask.end(), bytes_.begin() + 2);
  for (std::size_t i = 0; i < payload.size(); ++i) bytes_[6 + i] = payload[i] ^ mask[i % 4];
  size_ = 6 + payload.size();
}

ControlFrame close(std::uint16_t code, std::array<std::byte, 4> mask) {
  const std::array payload{static_cast<std::byte>(code >> 8U),
                           static_cast<std::byte>(code & 0xFFU)};
  return {Opcode::close, payload, mask};
}

}  // namespace media::websocket
