// The importance of a transition, as a log level and as a word.
#pragma once

#include <string_view>
#include <vex/cpp/table.hpp>

#include "sinks/log/entry.hpp"

namespace sinks::log {

inline Level level_of(vex::Severity severity) noexcept {
  switch (severity) {
    case vex::Severity::info:
      return Level::info;
    case vex::Severity::warning:
      return Level::warning;
    case vex::Severity::critical:
      break;
  }
  return Level::error;
}

inline Level level_of(vex::Known up) noexcept {
  if (up == vex::Known::yes) return Level::info;
  return up == vex::Known::no ? Level::error : Level::warning;
}

inline std::string_view word_of(vex::Severity severity) noexcept {
  switch (severity) {
    case vex::Severity::info:
      return "info";
    case vex::Severity::warning:
      return "warning";
    case vex::Severity::critical:
      break;
  }
  return "critical";
}

}  // namespace sinks::log
