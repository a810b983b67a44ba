// The NAL units of an access unit, in either of the two framings that H.264 and HEVC share.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace media::nal {

/// Iterates over the NAL units, each with its header and without its framing:
///   for (auto units = nal::Units::annex_b(bytes); const auto unit = units.next();) ...
/// Borrows the bytes, allocates nothing, skips empty units.
class Units {
 public:
  /// Units preceded by a big-endian length of 1, 2 or 4 bytes, as given by a configuration record
  /// (ISO/IEC 14496-15 5.3.4.2). Any other length_size gives no unit and is_broken().
  static Units length_prefixed(std::span<const std::byte> bytes, unsigned length_size);

  /// Units preceded by start codes (ISO/IEC 14496-10 and 23008-2, Annex B).
  static Units annex_b(std::span<const std::byte> bytes);

  /// The next unit, or nothing at the end. A unit longer than the bytes is returned truncated,
  /// because its header is often enough.
  std::optional<std::span<const std::byte>> next();

  /// True once a length was truncated or ran past the end of the bytes.
  bool is_broken() const { return is_broken_; }

 private:
  Units(std::span<const std::byte> bytes, unsigned length_size)
      : rest_(bytes), length_size_(length_size) {}

  std::span<const std::byte> next_length_prefixed();
  std::span<const std::byte> next_annex_b();

  std::span<const std::byte> rest_;
  unsigned length_size_;  // 0: Annex B
  bool is_broken_ = false;
};

}  // namespace media::nal
