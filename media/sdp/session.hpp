// Session descriptions (RFC 4566, RFC 8866), as RTSP servers send them (RFC 2326, appendix C).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "media/sdp/format_parameters.hpp"

namespace media::sdp {

/// A payload type of a medium. Static types (RFC 3551 6) are filled in if a=rtpmap is missing.
struct Format {
  std::uint8_t payload_type = 0;
  std::string encoding{};        // "H264", as written; empty: unknown
  std::uint32_t clock_rate = 0;  // hertz; 0: unknown
  std::uint32_t channels = 0;    // for audio
  FormatParameters parameters{};
};

/// An m= line with what follows it.
struct Media {
  std::string kind{};      // "video", "audio", "application", ...
  std::uint32_t port = 0;  // 0 in most replies of RTSP servers
  std::string protocol{};  // "RTP/AVP"
  std::vector<Format> formats{};
  std::string control{};  // a=control, relative or absolute; empty: none
  double framerate = 0;   // a=framerate, hertz; 0: not given
};

struct Session {
  std::string control{};  // of the aggregate; empty: none
  std::vector<Media> media{};
};

/// Why a text is not a session description, or not an acceptable one.
struct Error {
  bool is_too_large = false;
  std::string sentence{};
};

inline constexpr std::size_t max_media = 32;
inline constexpr std::size_t max_formats = 32;  // per medium
inline constexpr std::size_t max_bytes = std::size_t{64} * 1024;

/// Accepts lines in any order and with any line end, and does not require those that the grammar
/// demands, because many cameras omit them. Without any m= line it is an error.
[[nodiscard]] std::variant<Session, Error> read_session(std::string_view text);

}  // namespace media::sdp
