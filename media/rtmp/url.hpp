// URLs of RTMP: what of them is the application, and what the stream.
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

  /// The first segment of the path, and the second where there are three or more: as FFmpeg cuts
  /// it. "mp4:" and its like begin a stream name.
  std::string app;

  /// The rest, query and all: that is where tokens are. May be empty.
  std::string stream_name;

  /// The URL of the application, as FFmpeg and librtmp send it: the port always named.
  [[nodiscard]] std::string tc_url() const;

  /// What tells one URL from another; without user information.
  [[nodiscard]] std::string text() const;
};

/// Nothing for what is no URL of rtmp or rtmps, or names no application.
[[nodiscard]] std::optional<Url> parse_url(std::string_view text);

}  // namespace media::rtmp
