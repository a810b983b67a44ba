// Dates with times (ISO/IEC 8601:2004), as in EXT-X-PROGRAM-DATE-TIME and EXT-X-DATERANGE.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace media::m3u8 {

/// Nanoseconds since 1970 for "2010-02-19T14:54:23.031+08:00": the extended format, for the years
/// 1970 to 2200. A time without a zone is taken as UTC. A leap second counts as the following
/// second.
[[nodiscard]] std::optional<std::chrono::nanoseconds> read_date_time(std::string_view text);

}  // namespace media::m3u8
