#include "plugins/peer_text/quote.hpp"

#include "media/uri/masking.hpp"

namespace peer_text {

namespace {

void append_escaped(std::string& text, char character) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(character);
  switch (character) {
    case '\n':
      text += "\\n";
      return;
    case '\r':
      text += "\\r";
      return;
    case '\t':
      text += "\\t";
      return;
    case '"':
    case '\\':
      text += '\\';
      text += character;
      return;
    default:
      break;
  }
  if (byte >= 0x20 && byte < 0x7F) {
    text += character;
    return;
  }
  text += "\\x";
  text += digits[byte >> 4U];
  text += digits[byte & 0x0FU];
}

}  // namespace

std::string quote(std::string_view said) {
  std::string text = "\"";
  const std::string shown = media::uri::masked(said.substr(0, quote_limit));
  for (const char character : shown) append_escaped(text, character);
  text += said.size() > quote_limit ? "...\"" : "\"";
  return text;
}

}  // namespace peer_text
