// Reads bits, most significant first, and never past the end of the given bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace media::bits {

/// Whether the bytes contain emulation prevention bytes (ISO/IEC 14496-10 7.4.1), which are not
/// part of the syntax and are skipped while reading.
enum class Escaping : std::uint8_t { none = 1, emulation_prevention };

/// A read past the end returns 0 and puts the reader into a permanent failure state, so a caller
/// may read a whole structure and check ok() once. A loop whose count was read must still be
/// bounded by the caller. Borrows the bytes.
class BitReader {
 public:
  explicit BitReader(std::span<const std::byte> bytes, Escaping escaping = Escaping::none)
      : bytes_(bytes), escaping_(escaping) {}

  /// The next `count` bits, at most 32, as an unsigned number.
  std::uint32_t bits(unsigned count);

  bool flag() { return bits(1) != 0; }

  /// ue(v): an unsigned Exp-Golomb code (ISO/IEC 14496-10 9.1).
  std::uint32_t ue();

  /// se(v): a signed Exp-Golomb code (ISO/IEC 14496-10 9.1.1).
  std::int32_t se();

  void skip(std::size_t count);

  /// Moves to the next byte boundary.
  void align() { bits_in_byte_ = 0; }

  /// Bits not read yet, including emulation prevention bytes ahead.
  std::size_t bits_left() const { return (bytes_.size() - next_) * 8 + bits_in_byte_; }

  /// False after a read past the end or of an invalid code.
  bool ok() const { return ok_; }

 private:
  bool load();
  void fail();

  std::span<const std::byte> bytes_;
  std::size_t next_ = 0;  // index of the byte after the current one
  unsigned current_ = 0;
  unsigned bits_in_byte_ = 0;  // of the current byte, not read yet
  unsigned zeros_ = 0;         // consecutive zero bytes up to the current one
  Escaping escaping_;
  bool ok_ = true;
};

}  // namespace media::bits
