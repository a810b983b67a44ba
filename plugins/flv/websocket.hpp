// The client side of a WebSocket, on a connection that the host has upgraded (RFC 6455).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <vex/vex.hpp>

#include "media/websocket/frame_reader.hpp"

namespace flv {

/// The nonce of a handshake (4.1).
class WebSocketKey {
 public:
  WebSocketKey();

  /// Sec-WebSocket-Key.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// The Sec-WebSocket-Accept with which a WebSocket server answers that key (4.2.2).
std::string accept_of(std::string_view key);

/// Connects to the stream's own URL. Throws `protocol` if the response does not accept the
/// WebSocket. [suspends]
vex::HttpResponse open_websocket(const vex_host& host);

/// Reads messages until the server ends them.
class WebSocket final : private media::websocket::Listener {
 public:
  using OnData = std::function<void(vex::Bytes)>;

  WebSocket(vex::Stream& stream, OnData on_data) : stream_(stream), on_data_(std::move(on_data)) {}

  /// Reads until the connection ends; answers pings. Returns if it ends without a close frame,
  /// throws `closed` at a close frame, `protocol` and `too_large` for violations. [suspends]
  void run();

 private:
  void on_data(std::span<const std::byte> piece, bool is_text) override;
  void on_ping(std::span<const std::byte> payload) override;
  void on_close(unsigned code, std::string_view reason) override;
  void answer();
  void say_goodbye(std::uint16_t code);

  vex::Stream& stream_;
  OnData on_data_;
  media::websocket::FrameReader reader_{};
  std::optional<std::vector<std::byte>> ping_{};  // to be answered
  std::optional<std::string> close_{};            // describes the server's close frame
};

}  // namespace flv
