// The Session header and RTP-Info (RFC 2326, 12.37 and 12.33).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace media::rtsp {

/// How long a session lasts without a keepalive if the server does not say.
inline constexpr std::chrono::seconds default_session_timeout{60};

struct Session {
  std::string id;
  std::chrono::seconds timeout = default_session_timeout;  // 1 s to 24 h
};

/// Nothing if there is no id.
[[nodiscard]] std::optional<Session> parse_session(std::string_view header);

/// The first packet of a track after PLAY.
struct RtpInfo {
  std::string url;
  std::optional<std::uint16_t> sequence_number;
  std::optional<std::uint32_t> timestamp;
};

/// At most 32 entries; those without a URL are skipped.
[[nodiscard]] std::vector<RtpInfo> parse_rtp_info(std::string_view header);

}  // namespace media::rtsp
