// vex/cpp/test/setting.hpp - settings written as in the configuration file. Part of vex/test.hpp.
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../plugin.h"

namespace vex::test::detail {

[[noreturn]] inline void reject(std::string_view name, std::string_view text,
                                std::string_view wanted) {
  throw std::invalid_argument(std::string(name) + ": \"" + std::string(text) + "\" is not " +
                              std::string(wanted));
}

inline std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// The number at the start of a text; `rest` receives what follows it.
template <class Number>
std::optional<Number> leading_number(std::string_view text, std::string_view& rest) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{}) return std::nullopt;
  rest = {behind, static_cast<std::size_t>(end - behind)};
  return value;
}

using Unit = std::pair<std::string_view, std::int64_t>;

/// "500ms" with the units of a duration, "64KiB" with those of a size.
template <std::size_t Count>
std::optional<std::int64_t> measured(std::string_view text, const Unit (&units)[Count]) {
  std::string_view unit;
  const auto value = leading_number<std::int64_t>(text, unit);
  if (!value) return std::nullopt;
  for (const auto& [name, factor] : units) {
    if (unit == name) return *value * factor;
  }
  return std::nullopt;
}

inline std::optional<std::int64_t> nanoseconds_in(std::string_view text) {
  constexpr Unit units[] = {{"", 1'000'000'000},
                            {"ms", 1'000'000},
                            {"s", 1'000'000'000},
                            {"m", 60'000'000'000},
                            {"h", 3'600'000'000'000}};
  return measured(text, units);
}

inline std::optional<std::int64_t> bytes_in(std::string_view text) {
  constexpr Unit units[] = {
      {"", 1},          {"B", 1},         {"KB", 1'000},    {"MB", 1'000'000},
      {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"GB", 1'000'000'000}};
  return measured(text, units);
}

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  std::string_view rest;
  const auto value = leading_number<Number>(text, rest);
  return rest.empty() ? value : std::nullopt;
}

inline std::optional<std::int64_t> flag_in(std::string_view text) {
  if (text == "true" || text == "yes") return 1;
  if (text == "false" || text == "no") return 0;
  return std::nullopt;
}

/// The items between two brackets: "[a, b]" or "{a: x, b: y}".
inline std::optional<std::vector<std::string_view>> items_in(std::string_view text, char open,
                                                             char close) {
  text = trim(text);
  if (text.size() < 2 || text.front() != open || text.back() != close) return std::nullopt;
  text = trim(text.substr(1, text.size() - 2));
  std::vector<std::string_view> items;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    items.push_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return items;
}

/// A rule's limit in its unit. NaN for none and for "off".
inline double limit_in(const vex_rule& rule, std::string_view text) {
  if (text == "off") return std::numeric_limits<double>::quiet_NaN();
  if (std::string_view(rule.unit) == "seconds") {
    if (const auto length = nanoseconds_in(text)) return static_cast<double>(*length) / 1e9;
  }
  if (const auto number = whole_number<double>(text)) return *number;
  reject(rule.id, text, "a limit");
}

}  // namespace vex::test::detail
