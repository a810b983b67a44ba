// URLs of RTSP, and how a control URL of SDP is found from them (RFC 2326, 3.2 and C.1.1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::rtsp {

inline constexpr std::uint16_t default_port = 554;
inline constexpr std::uint16_t default_tls_port = 322;  // RFC 7826, 4.2

struct Url {
  bool is_secure = false;  // rtsps
  std::string user;        // user information is decoded
  std::string password;
  std::string host;  // an IPv6 literal without its brackets
  std::uint16_t port = default_port;
  std::string target;  // path and query as they were written; may be empty

  /// As it goes into a request: without user information and fragment.
  [[nodiscard]] std::string text() const;
};

/// Nothing for what is no URL of rtsp, rtspt, rtspu or rtsps.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// `text` begins with a scheme.
[[nodiscard]] bool is_absolute(std::string_view text) noexcept;

/// The URL of a=control as servers and players understand it: "*" and nothing are `base` itself, an
/// absolute URL stays, a path from the root replaces the path, and anything else is appended to
/// `base` behind a slash, the query included ("rtsp://h/cam?a=1" and "track1" give
/// "rtsp://h/cam?a=1/track1"): servers build it so, RFC 3986 would cut the last segment off.
[[nodiscard]] std::string control_url(std::string_view base, std::string_view control);

/// What belongs to `own` may be sent to `other`: same host and port, and not in clear what was
/// meant to be encrypted.
[[nodiscard]] bool is_same_origin(const Url& own, const Url& other) noexcept;

}  // namespace media::rtsp
