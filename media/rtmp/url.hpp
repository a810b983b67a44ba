// RTMP URLs, split into application and stream.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace media::rtmp {

inline constexpr std::uint16_t default_port = 1935;
inline constexpr std::uint16_t default_tls_port = 443;

/// `rtmp://host/app/stream?token=x`, or `rtmp://host/app/instance/stream`.
struct Url {
  bool is_secure = false;  // rtmps
  std::string user;        // user information is decoded
  std::string password;
  std::string host;  // an IPv6 literal without its brackets
  std::uint16_t port = default_port;

  /// The first segment of the path, and the second if there are three or more, as in FFmpeg. "mp4:"
  /// and similar prefixes start a stream name.
  std::string app;

  /// The rest, including the query, which is where tokens are. May be empty.
  std::string stream_name;

  /// The URL of the application as FFmpeg and librtmp send it, always with the port.
  [[nodiscard]] std::string tc_url() const;

  /// The identity of the URL, without user information.
  [[nodiscard]] std::string text() const;
};

/// Nothing if it is not an rtmp or rtmps URL, or names no application.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

}  // namespace media::rtmp
