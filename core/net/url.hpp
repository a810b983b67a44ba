#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core::net {

// An absolute URL in its parts (RFC 3986 section 3). Scheme and host are in lower case; user
// information is decoded; path and query are as written.
struct Url {
  std::string scheme;
  std::string user;
  std::string password;
  std::string host;        // an IPv6 literal is without brackets
  std::uint16_t port = 0;  // the scheme's default if the URL names none; 0 if there is none
  std::string path;        // "/" if a URL with a host has none
  std::string query;       // after the "?"
  bool has_query = false;

  // Whether the scheme uses TLS: https, wss, rtmps, rtsps.
  bool is_secure() const;

  // The host as in a Host header or URL: IPv6 in brackets, the port unless it is the default.
  std::string authority() const;

  // What an HTTP request asks for: path and query.
  std::string target() const;

  // The whole URL without user information and fragment.
  std::string text() const;

  friend bool operator==(const Url&, const Url&) = default;
};

// Throws vex::Error (VEX_E_INVALID) with what is wrong; the message does not repeat the URL.
Url parse_url(std::string_view text);

// Resolves `reference`, absolute or relative, against `base` (RFC 3986 section 5.2). The base's
// credentials are kept only for the same origin.
Url resolve_reference(const Url& base, std::string_view reference);

// Whether data meant for `own` may be sent to `other`: same host and port, and nothing that was
// meant to be encrypted in clear text.
bool is_same_origin(const Url& own, const Url& other);

// The URL for display: user information removed, every query value replaced by "***".
std::string redact(const Url& url);

// The same for text that may not be a URL; if it is not, all of it is masked.
std::string redact(std::string_view url);

// The default port of a scheme, or 0.
std::uint16_t default_port(std::string_view scheme);

// %41 -> A; anything that is not an escape is kept.
std::string percent_decode(std::string_view text);

}  // namespace core::net
