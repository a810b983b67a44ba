// One line of the log in each of its formats.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/log/log.hpp"

namespace core::log {

using UnixTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::nanoseconds>;

/// "2026-03-01T12:00:00.123Z".
[[nodiscard]] std::string rfc3339(UnixTime time);

/// Without the line break at the end. Control characters are escaped.
[[nodiscard]] std::string line_of(const Options& options, UnixTime time, Level level,
                                  std::string_view sentence, Fields fields);

/// For people: everything that a terminal does not show as it is (controls, marks that change the
/// text direction, bytes that are not UTF-8) becomes a space.
[[nodiscard]] std::string plain_text(std::string_view text);

}  // namespace core::log
