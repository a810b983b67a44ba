// RTSP URLs, and how to resolve a control URL of SDP (RFC 2326, 3.2 and C.1.1).
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
  std::string target;  // path and query as written; may be empty

  /// The form used in requests: without user information and fragment.
  [[nodiscard]] std::string text() const;
};

/// Nothing if it is not an rtsp, rtspt, rtspu or rtsps URL.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

/// Whether `text` starts with a scheme.
[[nodiscard]] bool is_absolute(std::string_view text) noexcept;

/// The URL of a=control as servers and players understand it: "*" and an empty value mean `base`
/// itself, an absolute URL is kept, a path from the root replaces the path, and anything else is
/// appended to `base` after a slash, even after a query ("rtsp://h/cam?a=1" and "track1" give
/// "rtsp://h/cam?a=1/track1"). Servers build it this way, whereas RFC 3986 would remove the last
/// segment.
[[nodiscard]] std::string control_url(std::string_view base, std::string_view control);

/// Whether data meant for `own` may be sent to `other`: same host and port, and nothing that was
/// meant to be encrypted in clear text.
[[nodiscard]] bool is_same_origin(const Url& own, const Url& other) noexcept;

}  // namespace media::rtsp
