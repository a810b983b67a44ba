// The part of a URL between "//" and the path (RFC 3986, 3.2), for protocols other than HTTP.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::uri {

struct Authority {
  std::string user;  // user information is decoded
  std::string password;
  std::string host;  // in lower case; an IPv6 literal is without brackets
  std::uint16_t port = 0;
};

/// Nothing without a host or with a port outside 1 to 65535. A password may contain "@".
[[nodiscard]] std::optional<Authority> parse_authority(std::string_view text,
                                                       std::uint16_t default_port);

/// The host, in brackets if it is an IPv6 literal.
[[nodiscard]] std::string bracketed(const std::string& host);

/// Whether the text contains characters that must be escaped in a URL, because they could end a
/// line or a word in a request.
[[nodiscard]] bool has_control_character(std::string_view text);

}  // namespace media::uri
