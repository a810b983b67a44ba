#include "sinks/log/escape.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <vex/cpp/utf8.hpp>

namespace sinks::log {
namespace {

namespace utf8 = vex::utf8;

void append_code(std::string& to, const char* format, std::uint32_t code) {
  std::array<char, 12> text{};
  std::snprintf(text.data(), text.size(), format, code);
  to += text.data();
}

/// Calls `take(sequence, code)` for every character, and `broken(byte)` for bytes that are not
/// UTF-8.
template <class Take, class Broken>
void for_each_character(std::string_view text, Take take, Broken broken) {
  const bool is_cut = text.size() > longest_text;
  text = text.substr(0, longest_text);
  while (!text.empty()) {
    const std::size_t length = utf8::sequence_length(text);
    if (length == 0) {
      if (is_cut && text.size() < 4) break;  // the text was cut inside a character
      broken(static_cast<std::uint8_t>(text.front()));
      text.remove_prefix(1);
    } else {
      take(text.substr(0, length), utf8::code_point(text.substr(0, length)));
      text.remove_prefix(length);
    }
  }
  if (is_cut) take("...", U'.');
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  for_each_character(
      text,
      [&out](std::string_view sequence, std::uint32_t code) {
        if (code == '\n') {
          out += "\\n";
        } else if (utf8::is_printable(code)) {
          out += sequence;
        } else {
          append_code(out, code < 0x80 ? "\\x%02x" : "\\u%04x", code);
        }
      },
      [&out](std::uint8_t byte) { append_code(out, "\\x%02x", byte); });
  return out;
}

std::string json_escaped(std::string_view text) {
  std::string out;
  for_each_character(
      text,
      [&out](std::string_view sequence, std::uint32_t code) {
        if (code == '"' || code == '\\') out += '\\';
        if (code == '\n') {
          out += "\\n";
        } else if (!utf8::is_printable(code)) {
          append_code(out, "\\u%04x", code);
        } else {
          out += sequence;
        }
      },
      [&out](std::uint8_t byte) {
        out += byte == 0 ? std::string_view("\\u0000") : utf8::replacement_character;
      });
  return out;
}

std::string number_text(double value) {
  std::array<char, 32> text{};
  char* const end = text.data() + text.size();
  const bool is_whole = std::abs(value) < 1e15 && value == std::trunc(value);
  char* const last = is_whole
                         ? std::to_chars(text.data(), end, static_cast<std::int64_t>(value)).ptr
                         : std::to_chars(text.data(), end, value).ptr;
  return {text.data(), last};
}

}  // namespace sinks::log
