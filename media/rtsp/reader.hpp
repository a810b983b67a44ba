// Reads what a server sends over an RTSP connection: messages, and interleaved frames between them
// (RFC 2326, 10.12).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "media/rtsp/message.hpp"

namespace media::rtsp {

inline constexpr std::size_t max_head_size = 64UL * 1024;
inline constexpr std::size_t max_headers = 256;
inline constexpr std::size_t max_body_size = 1024UL * 1024;

/// Why reading cannot continue, and where.
struct Error {
  std::string sentence;
  std::uint64_t offset = 0;  // of the byte after the last one understood
  bool is_too_large = false;
};

class Listener {
 public:
  virtual ~Listener() = default;

  /// `message` is borrowed for the call.
  virtual void on_message(Message& message) = 0;
  virtual void on_frame(std::uint8_t channel, std::span<const std::byte> payload) = 0;
};

/// Takes bytes as they arrive, split anywhere. A frame that is complete in the pushed bytes is
/// passed on in place; an incomplete one is kept, up to 64 KiB.
class Reader {
 public:
  /// After an error nothing more can be read.
  std::optional<Error> push(std::span<const std::byte> bytes, Listener& listener);

  [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }

  /// Not inside a message or frame.
  [[nodiscard]] bool is_between() const noexcept { return state_ == State::between; }

 private:
  enum class State { between = 1, head, body, frame_head, frame };

  using Rest = std::span<const std::byte>;

  std::optional<Error> step(Rest& rest, Listener& listener);
  std::optional<Error> begin(Rest& rest);
  std::optional<Error> take_head(Rest& rest, Listener& listener);
  std::optional<Error> end_head(Listener& listener);
  void take_body(Rest& rest, Listener& listener);
  void take_frame_head(Rest& rest, Listener& listener);
  void take_frame(Rest& rest, Listener& listener);
  void finish_message(Listener& listener);
  void finish_frame(Listener& listener, std::span<const std::byte> payload);
  void skip(Rest& rest, std::size_t count) noexcept;

  State state_ = State::between;
  std::uint64_t offset_ = 0;
  std::string head_;                  // as far as it has come
  bool is_line_empty_ = true;         // the current line of the head
  std::unique_ptr<Message> message_;  // whose body is being received
  std::size_t body_size_ = 0;
  std::array<std::uint8_t, 3> frame_head_{};  // channel and length
  std::size_t frame_head_size_ = 0;
  std::size_t frame_size_ = 0;
  std::vector<std::byte> frame_;  // as far as it has come
};

}  // namespace media::rtsp
