#include "media/mp4/esds.hpp"

#include "media/bits/bit_reader.hpp"
#include "media/bits/byte_reader.hpp"

namespace media::mp4 {

namespace {

constexpr std::uint8_t es_descriptor = 3;
constexpr std::uint8_t decoder_config = 4;
constexpr std::uint8_t decoder_specific_info = 5;
constexpr std::uint8_t mpeg4_audio = 0x40;

/// The content of the next descriptor if it has that tag (ISO/IEC 14496-1 8.3.3).
std::optional<std::span<const std::byte>> take(bits::ByteReader& reader, std::uint8_t tag) {
  if (reader.u8() != tag) return std::nullopt;
  std::size_t size = 0;
  for (int i = 0; i < 4; ++i) {
    const std::uint8_t byte = reader.u8();
    size = (size << 7U) | (byte & 0x7FU);
    if ((byte & 0x80U) == 0) break;
  }
  if (!reader.ok() || size > reader.left()) return std::nullopt;
  return reader.bytes(size);
}

unsigned audio_object_type(std::span<const std::byte> configuration) {
  bits::BitReader reader(configuration);
  const unsigned type = reader.bits(5);
  constexpr unsigned escape = 31;
  const unsigned value = type == escape ? 32 + reader.bits(6) : type;
  return reader.ok() ? value : 0;
}

std::string hexadecimal(std::uint8_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[value >> 4U], digits[value & 15U]};
}

}  // namespace

std::optional<ElementaryStream> read_esds(std::span<const std::byte> content) {
  bits::ByteReader box(content);
  box.skip(4);
  const auto es = take(box, es_descriptor);
  if (!es) return std::nullopt;
  bits::ByteReader fields(*es);
  fields.skip(2);
  const std::uint8_t flags = fields.u8();
  if ((flags & 0x80U) != 0) fields.skip(2);
  if ((flags & 0x40U) != 0) fields.skip(fields.u8());
  if ((flags & 0x20U) != 0) fields.skip(2);
  const auto config = take(fields, decoder_config);
  if (!config) return std::nullopt;
  bits::ByteReader decoder(*config);
  ElementaryStream stream{.object_type = decoder.u8()};
  decoder.skip(12);
  if (!decoder.ok()) return std::nullopt;
  if (const auto info = take(decoder, decoder_specific_info)) stream.specific_info = *info;
  return stream;
}

std::string_view ElementaryStream::codec() const {
  switch (object_type) {
    case mpeg4_audio:
    case 0x66:
    case 0x67:
    case 0x68:
      return "aac";
    case 0x69:
    case 0x6B:
      return "mp3";
    case 0xA5:
      return "ac3";
    case 0xA6:
      return "eac3";
    case 0xAD:
      return "opus";
    default:
      return "";
  }
}

std::string ElementaryStream::codec_string() const {
  std::string text = "mp4a." + hexadecimal(object_type);
  const unsigned type = object_type == mpeg4_audio ? audio_object_type(specific_info) : 0;
  if (type != 0) text += "." + std::to_string(type);
  return text;
}

}  // namespace media::mp4
