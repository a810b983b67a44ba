#include "media/av1/obu.hpp"

#include <algorithm>

#include "media/bits/bit_reader.hpp"
#include "media/bits/byte_reader.hpp"

namespace media::av1 {
namespace {

/// leb128() (4.10.5); nothing if it is truncated or above 2^32 - 1.
std::optional<std::uint32_t> read_leb128(bits::ByteReader& reader) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < 8; ++i) {
    const std::uint64_t byte = reader.u8();
    value |= (byte & 0x7FU) << (7 * i);
    if ((byte & 0x80U) != 0) continue;
    if (!reader.ok() || value > 0xFFFFFFFFU) return std::nullopt;
    return static_cast<std::uint32_t>(value);
  }
  return std::nullopt;
}

/// reduced_still_picture_header, after seq_profile and still_picture (5.5.1).
bool has_reduced_header(const Obu& sequence_header) {
  bits::BitReader reader(sequence_header.payload);
  reader.bits(3 + 1);
  return reader.flag();
}

/// uncompressed_header() (5.9.2), as far as it is needed.
bool is_shown_key_frame(const Obu& frame) {
  bits::BitReader reader(frame.payload);
  const bool shows_existing_frame = reader.flag();
  const bool is_key_frame = reader.bits(2) == 0;
  const bool is_shown = reader.flag();
  return reader.ok() && !shows_existing_frame && is_key_frame && is_shown;
}

}  // namespace

std::optional<Obu> Obus::next() {
  if (rest_.empty()) return std::nullopt;
  bits::ByteReader reader(rest_);
  const unsigned header = reader.u8();
  const bool has_extension = (header & 0x04U) != 0;
  const bool has_size = (header & 0x02U) != 0;
  const unsigned extension = has_extension ? reader.u8() : 0;
  std::optional<std::uint32_t> size;
  if (has_size) size = read_leb128(reader);
  const bool is_forbidden = (header & 0x80U) != 0;
  if (!reader.ok() || is_forbidden || (has_size && !size)) return break_off();

  Obu obu;
  obu.type = static_cast<ObuType>((header >> 3U) & 0x0FU);
  obu.temporal_id = static_cast<std::uint8_t>(extension >> 5U);
  obu.spatial_id = static_cast<std::uint8_t>((extension >> 3U) & 3U);
  if (has_size && *size > reader.left()) is_broken_ = true;
  obu.payload =
      reader.bytes(has_size ? std::min<std::size_t>(*size, reader.left()) : reader.left());
  rest_ = reader.rest();
  return obu;
}

std::optional<Obu> Obus::break_off() {
  is_broken_ = true;
  rest_ = {};
  return std::nullopt;
}

bool is_keyframe(std::span<const std::byte> temporal_unit) {
  Obus obus(temporal_unit);
  while (const auto obu = obus.next()) {
    if (obu->type == ObuType::sequence_header && has_reduced_header(*obu)) return true;
    if (obu->type == ObuType::frame || obu->type == ObuType::frame_header)
      return is_shown_key_frame(*obu);
  }
  return false;
}

}  // namespace media::av1
