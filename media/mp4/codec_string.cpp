#include "media/mp4/codec_string.hpp"

#include <array>
#include <string_view>

namespace media::mp4 {

namespace {

std::string hexadecimal(std::uint32_t value, std::size_t least_digits) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::array<char, 8> text{};
  std::size_t begin = text.size();
  do {
    text.at(--begin) = digits[value & 15U];
    value >>= 4U;
  } while (value != 0 || text.size() - begin < least_digits);
  return {text.data() + begin, text.size() - begin};
}

std::string two_digits(std::uint32_t value) {
  return (value < 10 ? "0" : "") + std::to_string(value);
}

std::uint32_t reversed_bits(std::uint32_t value) {
  std::uint32_t result = 0;
  for (int i = 0; i < 32; ++i) result |= ((value >> i) & 1U) << (31 - i);
  return result;
}

}  // namespace

std::string avc_codec_string(FourCc format, std::span<const std::byte> record) {
  bits::ByteReader reader(record);
  reader.skip(1);
  const std::uint32_t profile_level = reader.u24();
  return reader.ok() ? text_of(format) + "." + hexadecimal(profile_level, 6) : std::string{};
}

std::string hevc_codec_string(FourCc format, std::span<const std::byte> record) {
  bits::ByteReader reader(record);
  reader.skip(1);
  const std::uint8_t profile = reader.u8();
  const std::uint32_t compatibility = reader.u32();
  const auto constraints = reader.bytes(6);
  const std::uint8_t level = reader.u8();
  if (!reader.ok()) return {};
  std::string text = text_of(format) + ".";
  const unsigned space = profile >> 6U;
  if (space != 0) text += static_cast<char>('A' + space - 1);
  text += std::to_string(profile & 31U) + "." + hexadecimal(reversed_bits(compatibility), 1);
  text += (profile & 32U) != 0 ? ".H" : ".L";
  text += std::to_string(level);
  std::size_t count = constraints.size();
  while (count > 0 && constraints[count - 1] == std::byte{0}) --count;
  for (const std::byte byte : constraints.first(count)) {
    text += "." + hexadecimal(std::to_integer<std::uint32_t>(byte), 1);
  }
  return text;
}

std::string av1_codec_string(std::span<const std::byte> record) {
  bits::ByteReader reader(record);
  reader.skip(1);
  const std::uint8_t profile_level = reader.u8();
  const std::uint8_t flags = reader.u8();
  if (!reader.ok()) return {};
  const bool is_high_tier = (flags & 0x80U) != 0;
  const bool is_high_depth = (flags & 0x40U) != 0;
  const bool is_twelve_bits = (flags & 0x20U) != 0;
  const unsigned depth = is_high_depth ? (is_twelve_bits ? 12 : 10) : 8;
  return "av01." + std::to_string(profile_level >> 5U) + "." + two_digits(profile_level & 31U) +
         (is_high_tier ? "H." : "M.") + two_digits(depth);
}

std::string vp9_codec_string(std::span<const std::byte> content) {
  bits::ByteReader reader(content);
  reader.skip(4);
  const std::uint8_t profile = reader.u8();
  const std::uint8_t level = reader.u8();
  const unsigned depth = reader.u8() >> 4U;
  if (!reader.ok()) return {};
  return "vp09." + two_digits(profile) + "." + two_digits(level) + "." + two_digits(depth);
}

}  // namespace media::mp4
