// What stands between "//" and the path of a URL (RFC 3986, 3.2), as protocols other than HTTP need
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::uri {

struct Authority {
  std::string user;  // user information is decoded
  std::string password;
  std::string host;  // in small letters; an IPv6 literal without its brackets
  std::uint16_t port = 0;
};

/// Nothing for what has no host or no port from 1 to 65535. A password may hold "@".
[[nodiscard]] std::optional<Authority> parse_authority(std::string_view text,
                                                       std::uint16_t default_port);

/// The host, in brackets where it is an IPv6 literal.
[[nodiscard]] std::string bracketed(const std::string& host);

/// Whether the text holds what must be escaped in a URL: it could end a line or a word in a
/// request.
[[nodiscard]] bool has_control_character(std::string_view text);

}  // namespace media::uri
