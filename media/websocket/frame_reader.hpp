// Reads what a WebSocket server sends (RFC 6455, 5), from bytes as they arrive.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "media/websocket/frame.hpp"

namespace media::websocket {

/// Receives the contents of the frames. Spans and texts are borrowed for the call.
class Listener {
 public:
  virtual ~Listener() = default;

  /// A piece of a message; a message may span many frames, and a frame many pieces.
  virtual void on_data(std::span<const std::byte> piece, bool is_text) = 0;

  /// To be answered with a pong with the same payload (5.5.3).
  virtual void on_ping(std::span<const std::byte> payload) = 0;

  /// The server is about to close the connection. `code` is 1005 if it gives none (7.1.5).
  virtual void on_close(unsigned code, std::string_view reason) = 0;
};

/// How the bytes violate the protocol.
struct Error {
  std::uint64_t offset = 0;  // of the frame, from the first byte after the handshake
  bool is_too_large = false;
  std::string sentence{};  // "a masked frame", without the offset
};

/// A push parser: any split of the bytes gives the same messages. It holds no payload except that
/// of an incomplete control frame. After an error it keeps reporting that error; after a close
/// frame nothing is read.
class FrameReader {
 public:
  /// Per frame; longer ones are an error. Messages have no limit, because they are never assembled.
  static constexpr std::uint64_t payload_limit = std::uint64_t{16} * 1024 * 1024;

  /// Reads all of `bytes`. Returns nothing unless there is an error.
  std::optional<Error> push(std::span<const std::byte> bytes, Listener& listener);

 private:
  void read_header(std::span<const std::byte>& bytes);
  void read_payload(std::span<const std::byte>& bytes, Listener& listener);
  void begin_frame();
  [[nodiscard]] const char* violation() const;
  void read_control(std::span<const std::byte>& bytes, Listener& listener);
  void close(Listener& listener);
  [[nodiscard]] std::size_t header_size() const;
  void fail(bool is_too_large, std::string sentence);

  std::uint64_t offset_ = 0;
  std::uint64_t frame_offset_ = 0;
  std::array<std::byte, 10> header_{};
  std::size_t header_filled_ = 0;
  bool is_in_payload_ = false;
  Opcode opcode_ = Opcode::continuation;   // of the frame
  Opcode message_ = Opcode::continuation;  // text or binary while a message continues
  bool is_final_ = false;
  std::uint64_t payload_left_ = 0;
  std::array<std::byte, control_payload_limit> control_{};
  std::size_t control_filled_ = 0;
  bool is_closed_ = false;
  std::optional<Error> error_{};
};

}  // namespace media::websocket
