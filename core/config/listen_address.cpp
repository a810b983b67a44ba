#include "core/config/listen_address.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <stdexcept>

namespace core::config {
namespace {

[[noreturn]] void refuse(const char* why) { throw std::invalid_argument(why); }

std::uint16_t port_from(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error == std::errc::result_out_of_range) refuse("names a port above 65535");
  if (error != std::errc{} || end != text.data() + text.size()) {
    refuse("is not an address to listen on, such as 8080, :8080, 127.0.0.1:8080 or [::1]:8080");
  }
  return port;
}

std::string host_from(std::string_view text) {
  const auto fits = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == ':' || c == '%';
  };
  if (!std::all_of(text.begin(), text.end(), fits)) refuse("names a host that cannot be one");
  return std::string(text);
}

}  // namespace

ListenAddress listen_address_from(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return {"", port_from(text)};
  std::string_view host = text.substr(0, colon);
  const std::uint16_t port = port_from(text.substr(colon + 1));
  const bool has_brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (has_brackets) host = host.substr(1, host.size() - 2);
  if (!has_brackets && host.find(':') != std::string_view::npos) {
    refuse("holds an IPv6 address without brackets; write [::1]:8080");
  }
  return {host_from(host), port};
}

}  // namespace core::config
