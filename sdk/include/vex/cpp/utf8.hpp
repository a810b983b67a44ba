// vex/cpp/utf8.hpp - UTF-8 from peers, which may not be well-formed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace vex::utf8 {

inline constexpr std::string_view replacement_character = "\xEF\xBF\xBD";  // U+FFFD

/// The length of the well-formed sequence at the front (Unicode 15, table 3-7); 0 if there is none.
/// NUL does not count as text.
constexpr std::size_t sequence_length(std::string_view text) noexcept {
  const auto byte_at = [text](std::size_t index) {
    return index < text.size() ? static_cast<std::uint8_t>(text[index]) : std::uint8_t{0};
  };
  const std::uint8_t lead = byte_at(0);
  if (lead >= 0x01 && lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(i) & 0xC0) != 0x80) return 0;
  }
  const std::uint8_t second = byte_at(1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

/// The code point of a well-formed sequence.
constexpr std::uint32_t code_point(std::string_view sequence) noexcept {
  constexpr std::uint8_t lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t value = static_cast<std::uint8_t>(sequence[0]) & lead_bits[sequence.size()];
  for (const char c : sequence.substr(1))
    value = (value << 6) | (static_cast<std::uint8_t>(c) & 0x3F);
  return value;
}

/// Whether it can be shown as it is: not a C0 or C1 control, not a line separator, and not a mark
/// that reverses the text direction.
constexpr bool is_printable(std::uint32_t code) noexcept {
  return code >= 0x20 && !(code >= 0x7F && code < 0xA0) && code != 0x061C &&
         !(code >= 0x200E && code <= 0x200F) && !(code >= 0x2028 && code <= 0x202E) &&
         !(code >= 0x2066 && code <= 0x2069) && code != 0xFEFF;
}

}  // namespace vex::utf8
