#include "sinks/prometheus/escape.hpp"

#include <algorithm>
#include <vex/cpp/utf8.hpp>

namespace sinks::prometheus {
namespace {

namespace utf8 = vex::utf8;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string escaped(std::string_view text, bool escape_quotes) {
  std::string out;
  out.reserve(text.size() + 8);
  while (!text.empty()) {
    const std::size_t length = utf8::sequence_length(text);
    const char first = text.front();
    if (length == 0) {
      out += utf8::replacement_character;
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
