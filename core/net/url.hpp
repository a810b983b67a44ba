#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace core::net {

// An absolute URL taken apart (RFC 3986 section 3). Scheme and host are in lower case; user
// information is decoded, path and query stay as they were written.
struct Url {
  std::string scheme;
  std::string user;
  std::string password;
  std::string host;        // an IPv6 literal without its brackets
  std::uint16_t port = 0;  // the scheme's default where the URL names none; 0 when there is none
  std::string path;        // "/" when a URL with a host has none
  std::string query;       // behind the "?"
  bool has_query = false;

  // The scheme runs over TLS: https, wss, rtmps, rtsps.
  bool is_secure() const;

  // Host as in a Host header or URL: brackets around IPv6, port unless it is the default.
  std::string authority() const;

  // What an HTTP request asks for: path and query.
  std::string target() const;

  // The whole URL without user information and fragment.
  std::string text() const;

  friend bool operator==(const Url&, const Url&) = default;
};

// Throws vex::Error (VEX_E_INVALID) with what is wrong; the sentence does not repeat the URL.
Url parse_url(std::string_view text);

// `reference`, absolute or relative, as seen from `base` (RFC 3986 section 5.2). Credentials of the
// base are kept for the same origin alone.
Url resolve_reference(const Url& base, std::string_view reference);

// Whether what belongs to `own` may be sent to `other`: same host, same port, and not in clear what
// was meant to be encrypted.
bool is_same_origin(const Url& own, const Url& other);

// The URL for people and systems: user information removed, every query value replaced by "***".
std::string redact(const Url& url);

// The same for text that may not be a URL, which is then masked as a whole.
std::string redact(std::string_view url);

// The port that a scheme stands for, or 0.
std::uint16_t default_port(std::string_view scheme);

// %41 -> A; what is not an escape stays.
std::string percent_decode(std::string_view text);

}  // namespace core::net
