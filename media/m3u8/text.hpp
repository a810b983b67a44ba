// Parsers for the values in lines and attributes of a playlist (RFC 8216 4.2).
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace media::m3u8 {

/// The text without blanks at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// decimal-integer: 0 to 2^64 - 1.
[[nodiscard]] std::optional<std::uint64_t> decimal_integer(std::string_view text);

/// decimal-floating-point as a duration, exact to the nanosecond, at most ten years.
[[nodiscard]] std::optional<std::chrono::nanoseconds> seconds(std::string_view text);

/// The same with a sign.
[[nodiscard]] std::optional<std::chrono::nanoseconds> signed_seconds(std::string_view text);

/// decimal-floating-point as a number, finite and not negative.
[[nodiscard]] std::optional<double> decimal(std::string_view text);

struct Resolution {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// decimal-resolution: at most 65536 pixels in each dimension.
[[nodiscard]] std::optional<Resolution> resolution(std::string_view text);

/// hexadecimal-sequence of at most 16 octets, as a number aligned to the end of the array.
[[nodiscard]] std::optional<std::array<std::byte, 16>> hexadecimal(std::string_view text);

}  // namespace media::m3u8
