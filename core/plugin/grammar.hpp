// Single values, as written in the configuration and the tables of plugins.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace core::plugin {

/// true, false, yes, no, on, off.
[[nodiscard]] std::optional<bool> bool_from(std::string_view text);

/// Decimal, with an optional minus sign.
[[nodiscard]] std::optional<std::int64_t> integer_from(std::string_view text);

/// Decimal, finite: 3, 0.5, -1e3.
[[nodiscard]] std::optional<double> number_from(std::string_view text);

/// Bytes: 512, 64KiB, 4MB, 1.5GiB. KiB, MiB, GiB count by 1024; kB, MB, GB by 1000.
[[nodiscard]] std::optional<std::int64_t> size_from(std::string_view text);

/// A plain number is in seconds; otherwise numbers with the units d, h, m, s, ms, us, the largest
/// first: 30, 30s, 500ms, 1.5s, 1h30m. Not negative.
[[nodiscard]] std::optional<std::chrono::nanoseconds> duration_from(std::string_view text);

}  // namespace core::plugin
