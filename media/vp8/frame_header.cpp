#include "media/vp8/frame_header.hpp"

#include "media/bits/byte_reader.hpp"

namespace media::vp8 {

namespace {

constexpr std::uint32_t start_code = 0x9D012A;
constexpr std::uint32_t size_mask = 0x3FFF;  // the bits above are the scale

std::uint32_t little_endian_16(bits::ByteReader& reader) {
  const std::uint32_t low = reader.u8();
  return low | std::uint32_t{reader.u8()} << 8U;
}

}  // namespace

std::optional<VideoFacts> read_keyframe_header(std::span<const std::byte> frame) {
  bits::ByteReader reader(frame);
  const bool is_inter_frame = (reader.u8() & 1U) != 0;
  reader.skip(2);
  if (is_inter_frame || reader.u24() != start_code) return std::nullopt;
  VideoFacts facts;
  facts.pixel_format = "yuv420p";
  facts.width = little_endian_16(reader) & size_mask;
  facts.height = little_endian_16(reader) & size_mask;
  if (!reader.ok() || facts.width == 0 || facts.height == 0) return std::nullopt;
  return facts;
}

}  // namespace media::vp8
