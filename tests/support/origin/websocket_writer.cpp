#include "tests/support/origin/websocket_writer.hpp"

#include <string_view>

#include "tests/support/origin/websocket.hpp"

namespace origin {

bool WebsocketWriter::is_wanted(const Behaviour& behaviour) {
  return behaviour.bytes > 0 || behaviour.ws_split > 0 || behaviour.ws_ping || behaviour.ws_text ||
         behaviour.ws_mask;
}

std::string WebsocketWriter::frames(const Batch& batch) {
  return behaviour_.bytes > 0 ? pieces(batch) : messages(batch);
}

std::string WebsocketWriter::rest() const {
  return unframed_.empty() ? std::string() : websocket_frame(WebsocketOpcode::binary, unframed_);
}

std::string WebsocketWriter::pieces(const Batch& batch) {
  for (const auto& message : batch.messages()) {
    unframed_.append(message.head).append(message.body);
  }
  std::string frames;
  std::size_t at = 0;
  for (; at + behaviour_.bytes <= unframed_.size(); at += behaviour_.bytes) {
    frames += websocket_frame(WebsocketOpcode::binary,
                              std::string_view(unframed_).substr(at, behaviour_.bytes));
  }
  unframed_.erase(0, at);
  return frames;
}

std::string WebsocketWriter::messages(const Batch& batch) const {
  std::string frames;
  const auto kind = behaviour_.ws_text ? WebsocketOpcode::text : WebsocketOpcode::binary;
  for (const auto& message : batch.messages()) {
    const auto payload = std::string(message.head).append(message.body);
    if (behaviour_.ws_mask) {
      frames += masked_websocket_frame(kind, payload);
      continue;
    }
    const auto size = behaviour_.ws_split > 0 ? behaviour_.ws_split : payload.size();
    for (std::size_t at = 0; at < payload.size(); at += size) {
      if (behaviour_.ws_ping) {  // control frames may stand between fragments (RFC 6455 5.4)
        frames += websocket_frame(WebsocketOpcode::ping, "are you there");
      }
      const auto opcode = at == 0 ? kind : WebsocketOpcode::continuation;
      frames += websocket_frame(opcode, std::string_view(payload).substr(at, size),
                                at + size >= payload.size());
    }
  }
  return frames;
}

}  // namespace origin
