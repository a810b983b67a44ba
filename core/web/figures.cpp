#include "core/web/figures.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace core::web {

std::string decimal(double value, int digits) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.*f", digits, value);
  if (size >= static_cast<int>(text.size())) std::snprintf(text.data(), text.size(), "%g", value);
  return text.data();
}

std::string bitrate_text(double bits_per_second) {
  if (bits_per_second >= 999'500) return decimal(bits_per_second / 1e6, 2) + " Mbit/s";
  if (bits_per_second >= 999.5) return decimal(bits_per_second / 1e3, 0) + " kbit/s";
  return decimal(bits_per_second, 0) + " bit/s";
}

std::string length_text(double seconds) {
  if (seconds < 0.00995) return decimal(seconds * 1e3, 1) + " ms";
  if (seconds < 0.9995) return decimal(seconds * 1e3, 0) + " ms";
  if (seconds < 9.95) return decimal(seconds, 1) + " s";
  if (seconds < 99.5) return decimal(seconds, 0) + " s";
  if (seconds < 99.5 * 60) return decimal(seconds / 60, 0) + " min";
  if (seconds < 47.5 * 3600) return decimal(seconds / 3600, 0) + " h";
  return decimal(seconds / 86'400, 0) + " d";
}

std::string utc_text(std::int64_t unix_nanos) {
  const auto seconds = static_cast<std::time_t>(unix_nanos / 1'000'000'000);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text.data();
}

}  // namespace core::web
