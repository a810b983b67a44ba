// vex/cpp/text.hpp - text, bytes and time on both sides of the boundary.
#pragma once

#include <chrono>
#include <cstddef>
#include <limits>
#include <span>
#include <string_view>

#include "../abi.h"

namespace vex {

using Bytes = std::span<const std::byte>;
using Nanos = std::chrono::nanoseconds;

/// A gauge with this value is removed, because an unknown value is absent rather than 0.
inline constexpr double absent = std::numeric_limits<double>::quiet_NaN();

/// A truth value that may be unknown.
enum class Known : std::uint32_t { unknown = VEX_UNKNOWN, no = VEX_NO, yes = VEX_YES };

inline constexpr Known known(bool statement) noexcept { return statement ? Known::yes : Known::no; }

/// The unit that metrics use for durations.
inline constexpr double seconds(Nanos time) noexcept {
  return std::chrono::duration<double>(time).count();
}

namespace detail {

inline std::string_view from_abi(vex_str text) noexcept { return {text.data, text.size}; }
inline vex_str to_abi(std::string_view text) noexcept { return {text.data(), text.size()}; }

inline Bytes from_abi(vex_bytes bytes) noexcept {
  return {reinterpret_cast<const std::byte*>(bytes.data), bytes.size};
}
inline vex_bytes to_abi(Bytes bytes) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()};
}

}  // namespace detail

/// A borrowed text that came across the boundary.
inline std::string_view text(vex_str borrowed) noexcept { return detail::from_abi(borrowed); }

/// A borrowed key and value: a header, a line of evidence.
inline vex_pair pair(std::string_view key, std::string_view value) noexcept {
  return {detail::to_abi(key), detail::to_abi(value)};
}

}  // namespace vex
