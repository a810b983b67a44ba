// The ID3v2 tag with which a segment of packed audio begins (RFC 8216 3.4, ID3v2.4.0).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace media::id3 {

/// A push parser of the tag alone: what is behind it is left to the caller. At most 16 KiB of a tag
/// are held; pictures and the like are passed over.
class Reader {
 public:
  static constexpr std::size_t max_held_bytes = std::size_t{16} * 1024;

  /// Takes what belongs to the tag off the bytes. Once is_done(), it takes nothing any more.
  void push(std::span<const std::byte>& bytes);

  /// The tag is over, or the bytes begin with none.
  [[nodiscard]] bool is_done() const { return stage_ == Stage::done; }

  /// The timestamp of the first sample: 33 bits at 90 kHz, of the owner
  /// com.apple.streaming.transportStreamTimestamp.
  [[nodiscard]] std::optional<std::uint64_t> transport_stream_timestamp() const {
    return timestamp_;
  }

  /// What was taken for a header of a tag and was none: bytes that the caller has to look at before
  /// those behind. At most 10.
  [[nodiscard]] std::span<const std::byte> untaken() const;

  /// The next segment begins.
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
