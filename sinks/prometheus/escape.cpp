#include "sinks/prometheus/escape.hpp"

#include <algorithm>
#include <cstdint>

namespace sinks::prometheus {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint8_t byte_at(std::string_view text, std::size_t index) {
  return index < text.size() ? static_cast<std::uint8_t>(text[index]) : 0;
}

/// The length of the well-formed sequence at the front (Unicode 15, table 3-7); 0 where there is
/// none.
std::size_t sequence_length(std::string_view text) {
  const auto lead = byte_at(text, 0);
  if (lead >= 0x01 && lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return 0;
  }
  const auto second = byte_at(text, 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool outside = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

std::string escaped(std::string_view text, bool escape_quotes) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const char first = text.front();
    if (length == 0) {
      out += replacement;
    } else if (first == '\n') {
      out += "\\n";
    } else {
      if (first == '\\' || (first == '"' && escape_quotes)) out += '\\';
      out += text.substr(0, length);
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

}  // namespace

bool is_plain(std::string_view text) noexcept {
  bool plain = true;  // without a branch per byte, so that the compiler can use vectors
  for (const char c : text) plain &= (c >= ' ') & (c <= '~') & (c != '"') & (c != '\\');
  return plain;
}

std::string escaped_label_value(std::string_view text) { return escaped(text, true); }

std::string escaped_help(std::string_view text, bool escape_quotes) {
  return escaped(text, escape_quotes);
}

bool is_metric_name(std::string_view name) noexcept {
  return !name.empty() && !is_digit(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_letter(c) || is_digit(c) || c == ':'; });
}

bool is_label_name(std::string_view name) noexcept {
  return !name.empty() && !is_digit(name.front()) && !name.starts_with("__") &&
         std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c); });
}

}  // namespace sinks::prometheus
