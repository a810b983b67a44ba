// The header of a WebVTT segment (W3C WebVTT 4.1, RFC 8216 3.5).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace media::webvtt {

/// X-TIMESTAMP-MAP: the cue time `local` corresponds to the time `mpegts` of the other renditions.
struct TimestampMap {
  std::uint64_t mpegts = 0;  // 90 kHz
  std::chrono::nanoseconds local{};
};

struct Header {
  std::optional<TimestampMap> timestamp_map{};  // absent: cue time 0 is MPEG-2 time 0
};

/// Reads the start of a segment, up to the first empty line. Nothing if it is not WebVTT.
[[nodiscard]] std::optional<Header> read_header(std::string_view text);

/// "00:01:02.500" or "01:02.500".
[[nodiscard]] std::optional<std::chrono::nanoseconds> read_time(std::string_view text);

}  // namespace media::webvtt
