#include "sinks/log/entry.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace sinks::log {

std::string_view name_of(Level level) noexcept {
  switch (level) {
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      break;
  }
  return "error";
}

bool says_something(const Value& value) noexcept {
  if (const auto* number = std::get_if<double>(&value)) return std::isfinite(*number);
  if (const auto* text = std::get_if<std::string_view>(&value)) return !text->empty();
  if (const auto* pairs = std::get_if<std::span<const vex_pair>>(&value)) return !pairs->empty();
  return true;
}

std::string rfc3339(vex::Nanos unix_time) {
  const auto millis = std::chrono::floor<std::chrono::milliseconds>(unix_time);
  const auto whole = std::chrono::floor<std::chrono::seconds>(millis);
  const std::time_t seconds = whole.count();
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> date{};
  std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::array<char, 8> fraction{};
  std::snprintf(fraction.data(), fraction.size(), ".%03dZ",
                static_cast<int>((millis - whole).count()));
  return std::string(date.data()) + fraction.data();
}

}  // namespace sinks::log
