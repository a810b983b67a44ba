// Reads whole bytes, big endian, and never past the end of the given bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace media::bits {

/// A read past the end returns 0 or an empty span and puts the reader into a permanent failure
/// state, so a caller may read a whole structure and check ok() once. Borrows the bytes.
class ByteReader {
 public:
  explicit ByteReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint8_t u8() { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u24() { return static_cast<std::uint32_t>(number(3)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(number(4)); }
  std::uint64_t u64() { return number(8); }

  /// The next `count` bytes.
  std::span<const std::byte> bytes(std::size_t count) {
    if (count > left()) {
      fail();
      return {};
    }
    const auto taken = bytes_.subspan(position_, count);
    position_ += count;
    return taken;
  }

  void skip(std::size_t count) { bytes(count); }

  /// Everything not read yet, without consuming it.
  std::span<const std::byte> rest() const { return bytes_.subspan(position_); }

  std::size_t left() const { return bytes_.size() - position_; }
  std::size_t position() const { return position_; }

  /// False after a read past the end.
  bool ok() const { return ok_; }

 private:
  std::uint64_t number(std::size_t count) {
    std::uint64_t value = 0;
    for (const std::byte byte : bytes(count)) {
      value = (value << 8U) | std::to_integer<std::uint64_t>(byte);
    }
    return value;
  }

  void fail() {
    ok_ = false;
    position_ = bytes_.size();
  }

  std::span<const std::byte> bytes_;
  std::size_t position_ = 0;
  bool ok_ = true;
};

}  // namespace media::bits
