// Addresses to listen on, in the notation of exporters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core::config {

struct ListenAddress {
  std::string host;  // a name or a numeric address, IPv6 without brackets; empty: all interfaces
  std::uint16_t port = 0;
};

/// "8080" and ":8080" mean all interfaces; "127.0.0.1:8080", "[::1]:8080", "localhost:8080". Port 0
/// lets the system choose. Throws std::invalid_argument, whose message continues the quoted text:
/// "is not …".
[[nodiscard]] ListenAddress listen_address_from(std::string_view text);

}  // namespace core::config
