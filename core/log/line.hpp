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

/// Without the line break at its end. Control characters of texts are escaped.
[[nodiscard]] std::string line_of(const Options& options, UnixTime time, Level level,
                                  std::string_view sentence, Fields fields);

}  // namespace core::log
