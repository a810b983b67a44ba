#include "tests/support/origin/websocket.hpp"

#include <openssl/sha.h>

#include <array>
#include <stdexcept>

#include "tests/support/origin/text.hpp"

namespace origin {
namespace {

constexpr std::string_view mask = "\x12\x34\x56\x78";

void apply_mask(std::string& payload, std::string_view key) {
  for (std::size_t at = 0; at < payload.size(); ++at) {
    payload[at] = static_cast<char>(payload[at] ^ key[at % 4]);
  }
}

}  // namespace

std::string websocket_accept(std::string_view key) {
  const auto text = std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  return base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string websocket_header(WebsocketOpcode opcode, std::size_t payload_size, bool is_final) {
  std::string header(1, static_cast<char>((is_final ? 0x80U : 0U) | static_cast<unsigned>(opcode)));
  unsigned width = 0;
  if (payload_size < 126) {
    header += static_cast<char>(payload_size);
  } else if (payload_size <= 0xffff) {
    header += static_cast<char>(126);
    width = 2;
  } else {
    header += static_cast<char>(127);
    width = 8;
  }
  while (width-- > 0) {
    header += static_cast<char>(payload_size >> (8 * width));
  }
  return header;
}

std::string websocket_frame(WebsocketOpcode opcode, std::string_view payload, bool is_final) {
  return websocket_header(opcode, payload.size(), is_final).append(payload);
}

std::string masked_websocket_frame(WebsocketOpcode opcode, std::string_view payload) {
  auto frame = websocket_header(opcode, payload.size(), true);
  frame[1] = static_cast<char>(frame[1] | 0x80);
  std::string masked(payload);
  apply_mask(masked, mask);
  return frame.append(mask).append(masked);
}

std::optional<WebsocketFrame> take_websocket_frame(std::string& received) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(received[at]); };
  if (received.size() < 2) {
    return std::nullopt;
  }
  WebsocketFrame frame;
  frame.is_final = (byte(0) & 0x80) != 0;
  frame.opcode = static_cast<WebsocketOpcode>(byte(0) & 0x0f);
  frame.is_masked = (byte(1) & 0x80) != 0;
  std::size_t size = byte(1) & 0x7f;
  std::size_t head = 2;
  if (size == 127) {
    throw std::runtime_error("a WebSocket frame of more than 64 KiB");
  }
  if (size == 126) {
    if (received.size() < 4) {
      return std::nullopt;
    }
    size = static_cast<std::size_t>(byte(2)) << 8 | byte(3);
    head = 4;
  }
  const std::size_t mask_size = frame.is_masked ? 4 : 0;
  if (received.size() < head + mask_size + size) {
    return std::nullopt;
  }
  frame.payload = received.substr(head + mask_size, size);
  if (frame.is_masked) {
    apply_mask(frame.payload, std::string_view(received).substr(head, 4));
  }
  received.erase(0, head + mask_size + size);
  return frame;
}

}  // namespace origin
