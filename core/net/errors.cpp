#include "core/net/errors.hpp"

#include <system_error>

#include "core/net/address.hpp"

namespace core::net {

std::string system_message(int error) { return std::generic_category().message(error); }

std::string endpoint_text(const Address& address, std::uint16_t port) {
  const std::string text = address.text();
  return (address.is_v6() ? "[" + text + "]" : text) + ":" + std::to_string(port);
}

std::string quote(std::string_view text) {
  constexpr std::size_t max_size = 200;
  constexpr char digits[] = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char c : text.substr(0, max_size)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte >= 0x7f) {
      quoted += "\\x";
      quoted += digits[byte >> 4];
      quoted += digits[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + (text.size() > max_size ? "...\"" : "\"");
}

std::string length_text(std::chrono::nanoseconds length) {
  const auto ms = std::chrono::round<std::chrono::milliseconds>(length).count();
  return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

}  // namespace core::net
