// Fields of a known size that may be split across pushes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace media::bits {

/// Collects a field of up to `capacity` bytes until it is complete.
template <std::size_t capacity>
class PartialField {
 public:
  using Bytes = std::span<const std::byte>;

  /// Takes what is missing of a field of `size` bytes from the front of `bytes`. Returns the field
  /// once it is complete, either in place or assembled; it is borrowed until the next call. Empty
  /// until then.
  Bytes take(Bytes& bytes, std::size_t size) {
    const Bytes piece = bytes.first(std::min(size - filled_, bytes.size()));
    bytes = bytes.subspan(piece.size());
    if (piece.size() == size) return piece;
    keep(piece);
    if (filled_ < size) return {};
    filled_ = 0;
    return std::span(field_).first(size);
  }

  /// Appends `bytes`, which must fit, to what has been collected.
  void keep(Bytes bytes) {
    std::copy(bytes.begin(), bytes.end(), field_.begin() + static_cast<std::ptrdiff_t>(filled_));
    filled_ += bytes.size();
  }

  [[nodiscard]] Bytes kept() const { return std::span(field_).first(filled_); }
  void clear() { filled_ = 0; }

 private:
  std::array<std::byte, capacity> field_{};
  std::size_t filled_ = 0;
};

}  // namespace media::bits
