// Open bitstream units of AV1 (AV1 Bitstream & Decoding Process Specification 5.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace media::av1 {

/// obu_type (6.2.2).
enum class ObuType : std::uint8_t {
  sequence_header = 1,
  temporal_delimiter = 2,
  frame_header = 3,
  tile_group = 4,
  metadata = 5,
  frame = 6,
  redundant_frame_header = 7,
  tile_list = 8,
  padding = 15,
};

struct Obu {
  ObuType type = ObuType::padding;
  std::uint8_t temporal_id = 0;
  std::uint8_t spatial_id = 0;
  std::span<const std::byte> payload;  // without header and size; may be empty
};

/// Iterates over the units of a temporal unit. A unit without a size field extends to the end of
/// the bytes (the low-overhead format allows this for the last one). Borrows the bytes, allocates
/// nothing.
class Obus {
 public:
  explicit Obus(std::span<const std::byte> bytes) : rest_(bytes) {}

  /// The next unit, or nothing at the end and at an invalid header. A unit longer than the bytes is
  /// returned truncated.
  std::optional<Obu> next();

  /// True once a header was truncated or invalid, or a size ran past the end of the bytes.
  bool is_broken() const { return is_broken_; }

 private:
  std::optional<Obu> break_off();

  std::span<const std::byte> rest_;
  bool is_broken_ = false;
};

/// True if the first frame of the temporal unit is a shown key frame (7.20), where a decoder can
/// start.
bool is_keyframe(std::span<const std::byte> temporal_unit);

}  // namespace media::av1
