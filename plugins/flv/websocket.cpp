#include "plugins/flv/websocket.hpp"

#include <array>

#include "media/websocket/control_frame.hpp"
#include "plugins/crypto/crypto.hpp"
#include "plugins/peer_text/quote.hpp"

namespace flv {

namespace {

constexpr std::uint16_t normal_closure = 1000;
constexpr std::uint16_t protocol_error = 1002;

}  // namespace

WebSocketKey::WebSocketKey() : text_(crypto::base64(crypto::random_bytes<16>())) {}

std::string accept_of(std::string_view key) {
  std::string text(key);
  text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  return crypto::base64(crypto::hash(crypto::Algorithm::sha1, text));
}

vex::HttpResponse open_websocket(const vex_host& host) {
  const WebSocketKey key;
  const std::array headers{vex::pair("Upgrade", "websocket"), vex::pair("Connection", "Upgrade"),
                           vex::pair("Sec-WebSocket-Version", "13"),
                           vex::pair("Sec-WebSocket-Key", key.text())};
  vex::HttpResponse response = vex::http(host, {.headers = headers, .flags = VEX_HTTP_UPGRADE});
  const auto accept = response.header("Sec-WebSocket-Accept");
  if (!accept || *accept != accept_of(key.text())) {
    throw vex::Error(vex::Reason::protocol,
                     "the server's Sec-WebSocket-Accept does not belong to our key: " +
                         peer_text::quote(accept.value_or("")));
  }
  return response;
}

void WebSocket::run() {
  while (true) {
    const vex::Bytes bytes = stream_.read();
    if (bytes.empty()) return;
    const auto error = reader_.push(bytes, *this);
    if (error) {
      say_goodbye(protocol_error);
      throw vex::Error(
          error->is_too_large ? vex::Reason::too_large : vex::Reason::protocol,
          "WebSocket broken at byte " + std::to_string(error->offset) + ": " + error->sentence);
    }
    answer();
  }
}

void WebSocket::on_data(std::span<const std::byte> piece, bool is_text) {
  if (is_text) {
    throw vex::Error(
        vex::Reason::protocol,
        "the server sent text over the WebSocket instead of FLV: " +
            peer_text::quote({reinterpret_cast<const char*>(piece.data()), piece.size()}));
  }
  on_data_(piece);
}

/// Only recorded, because writing suspends and the bytes being read are borrowed until then. If
/// there are several pings, the last one is answered (5.5.3).
void WebSocket::on_ping(std::span<const std::byte> payload) {
  ping_.emplace(payload.begin(), payload.end());
}

void WebSocket::on_close(unsigned code, std::string_view reason) {
  close_ = "the server closed the WebSocket with code " + std::to_string(code);
  if (!reason.empty()) *close_ += " and said " + peer_text::quote(reason);
}

void WebSocket::answer() {
  if (ping_) {
    stream_.write(media::websocket::pong(*ping_, crypto::random_bytes<4>()).bytes());
    ping_.reset();
  }
  if (close_) {
    say_goodbye(normal_closure);
    throw vex::Error(vex::Reason::closed, *close_);
  }
}

/// A courtesy that must not take long, since it does not matter whether it arrives.
void WebSocket::say_goodbye(std::uint16_t code) {
  try {
    stream_.write(media::websocket::close(code, crypto::random_bytes<4>()).bytes(),
                  std::chrono::seconds(1));
  } catch (const vex::Error& error) {
    if (error.cancelled()) throw;
  }
}

}  // namespace flv
