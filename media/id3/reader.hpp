// The ID3v2 tag at the start of a packed audio segment (RFC 8216 3.4, ID3v2.4.0).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace media::id3 {

/// A push parser for the tag only: what follows is left to the caller. It holds at most 16 KiB of a
/// tag and skips pictures and the like.
class Reader {
 public:
  static constexpr std::size_t max_held_bytes = std::size_t{16} * 1024;

  /// Consumes the tag from the front of the bytes. Once is_done(), it consumes nothing.
  void push(std::span<const std::byte>& bytes);

  /// The tag has ended, or the bytes do not start with one.
  [[nodiscard]] bool is_done() const { return stage_ == Stage::done; }

  /// The timestamp of the first sample: 33 bits at 90 kHz, from the owner
  /// com.apple.streaming.transportStreamTimestamp.
  [[nodiscard]] std::optional<std::uint64_t> transport_stream_timestamp() const {
    return timestamp_;
  }

  /// Bytes that were consumed as a tag header but are not one; the caller has to handle them before
  /// the bytes that follow. At most 10.
  [[nodiscard]] std::span<const std::byte> untaken() const;

  /// Starts the next segment.
  void reset() { *this = Reader(); }

 private:
  enum class Stage : std::uint8_t { header = 1, body, done };

  void read_header();
  void read_frames();
  void take_body(std::span<const std::byte>& bytes);

  Stage stage_ = Stage::header;
  std::array<std::byte, 10> header_{};
  std::size_t header_filled_ = 0;
  std::size_t body_left_ = 0;
  std::uint8_t version_ = 0;
  bool has_tag_ = false;
  std::vector<std::byte> body_{};
  std::optional<std::uint64_t> timestamp_{};
};

}  // namespace media::id3
