// Formats numbers for people.
#pragma once

#include <cstdint>
#include <string>

namespace core::web {

[[nodiscard]] std::string decimal(double value, int digits);

/// "2.48 Mbit/s", "640 kbit/s", "96 bit/s".
[[nodiscard]] std::string bitrate_text(double bits_per_second);

/// "0.3 ms", "40 ms", "1.2 s", "3 min", "5 h", "12 d": two digits are enough to judge by.
[[nodiscard]] std::string length_text(double seconds);

/// "2026-03-01T12:00:00Z", from nanoseconds since 1970.
[[nodiscard]] std::string utc_text(std::int64_t unix_nanos);

}  // namespace core::web
