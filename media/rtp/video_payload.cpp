#include "media/rtp/video_payload.hpp"

#include <algorithm>
#include <array>

#include "media/bits/byte_reader.hpp"
#include "media/vp8/frame_header.hpp"
#include "media/vp9/frame_header.hpp"

namespace media::rtp {
namespace {

/// The scalability structure (RFC 9628 4.2.1).
void skip_scalability(bits::ByteReader& reader) {
  const unsigned flags = reader.u8();
  const std::size_t layers = (flags >> 5U) + 1;
  if ((flags & 0x10U) != 0) reader.skip(layers * 4);
  if ((flags & 0x08U) == 0) return;
  for (unsigned pictures = reader.u8(); pictures > 0 && reader.ok(); --pictures) {
    reader.skip(reader.u8() >> 2U & 3U);
  }
}

}  // namespace

std::optional<VideoPiece> read_jpeg_payload(std::span<const std::byte> payload) {
  bits::ByteReader reader(payload);
  reader.skip(1);  // specific to the type
  const bool begins = reader.u24() == 0;
  const unsigned type = reader.u8();
  const unsigned quality = reader.u8();
  const std::uint32_t width = reader.u8() * 8U;
  const std::uint32_t height = reader.u8() * 8U;
  if (type >= 64 && type <= 127) reader.skip(4);  // restart intervals
  if (begins && quality >= 128) {
    reader.skip(2);
    reader.skip(reader.u16());  // quantization tables
  }
  if (!reader.ok()) return std::nullopt;
  VideoPiece piece{reader.rest(), begins, std::nullopt};
  if (!begins) return piece;
  VideoFacts& facts = piece.facts.emplace();
  // 0 means a size that the header cannot express.
  if (width != 0 && height != 0) {
    facts.width = width;
    facts.height = height;
  }
  if ((type & 0x3FU) <= 1) {  // 4.1: of one scan, without hierarchy
    facts.profile = "Baseline";
    facts.pixel_format = (type & 1U) == 0 ? "yuvj422p" : "yuvj420p";
  }
  return piece;
}

std::optional<VideoPiece> read_vp8_payload(std::span<const std::byte> payload) {
  bits::ByteReader reader(payload);
  const unsigned first = reader.u8();
  if ((first & 0x80U) != 0) {
    const unsigned extensions = reader.u8();
    if ((extensions & 0x80U) != 0 && (reader.u8() & 0x80U) != 0) reader.skip(1);  // PictureID
    if ((extensions & 0x40U) != 0) reader.skip(1);                                // TL0PICIDX
    if ((extensions & 0x30U) != 0) reader.skip(1);                                // TID, KEYIDX
  }
  if (!reader.ok()) return std::nullopt;
  VideoPiece piece{reader.rest(), false, std::nullopt};
  const bool begins = (first & 0x1FU) == 0x10U;  // start of the first partition
  if (!begins || piece.bytes.empty()) return piece;
  piece.is_keyframe = (piece.bytes.front() & std::byte{1}) == std::byte{0};
  piece.facts = vp8::read_keyframe_header(piece.bytes);
  return piece;
}

std::optional<VideoPiece> read_vp9_payload(std::span<const std::byte> payload) {
  bits::ByteReader reader(payload);
  const unsigned flags = reader.u8();
  const bool is_flexible = (flags & 0x10U) != 0;
  if ((flags & 0x80U) != 0 && (reader.u8() & 0x80U) != 0) reader.skip(1);  // picture ID
  unsigned layer = 0;
  if ((flags & 0x20U) != 0) {
    layer = reader.u8() >> 1U & 7U;
    if (!is_flexible) reader.skip(1);  // TL0PICIDX
  }
  if (is_flexible && (flags & 0x40U) != 0) {
    for (int references = 1; references <= 3 && (reader.u8() & 1U) != 0; ++references) {
    }
  }
  if ((flags & 0x02U) != 0) skip_scalability(reader);
  if (!reader.ok()) return std::nullopt;
  VideoPiece piece{reader.rest(), false, std::nullopt};
  const bool begins = (flags & 0x08U) != 0 && layer == 0;
  if (!begins) return piece;
  piece.is_keyframe = vp9::is_keyframe(piece.bytes);
  piece.facts = vp9::read_keyframe_header(piece.bytes);
  return piece;
}

std::optional<VideoPiece> read_mpeg4_payload(std::span<const std::byte> payload) {
  constexpr std::array picture{std::byte{0}, std::byte{0}, std::byte{1}, std::byte{0xB6}};
  const auto found = std::search(payload.begin(), payload.end(), picture.begin(), picture.end());
  const auto left = payload.end() - found;
  const bool is_intra = left > 4 && (found[4] & std::byte{0xC0}) == std::byte{0};
  return VideoPiece{payload, is_intra, std::nullopt};
}

}  // namespace media::rtp
