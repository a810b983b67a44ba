#include "core/plugin/grammar.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

namespace core::plugin {
namespace {

struct Unit {
  std::string_view name;
  double scale;
};

constexpr std::array<Unit, 8> sizes{{{"", 1},
                                     {"b", 1},
                                     {"kib", 1024},
                                     {"mib", 1024.0 * 1024},
                                     {"gib", 1024.0 * 1024 * 1024},
                                     {"kb", 1e3},
                                     {"mb", 1e6},
                                     {"gb", 1e9}}};

// Largest first: the order in which they may follow each other.
constexpr std::array<Unit, 6> durations{
    {{"d", 86400e9}, {"h", 3600e9}, {"m", 60e9}, {"s", 1e9}, {"ms", 1e6}, {"us", 1e3}}};

/// Every integer up to here is a double too, so that nothing is rounded on the way.
constexpr double largest = 9e18;

/// Takes an unsigned decimal number, without exponent, from the front of `text`.
std::optional<double> take_number(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '.';
  });
  const std::string_view digits = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  double value = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value,
                                             std::chars_format::fixed);
  if (error != std::errc{} || rest != digits.data() + digits.size()) return std::nullopt;
  text.remove_prefix(digits.size());
  return value;
}

std::string_view take_letters(std::string_view& text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
  });
  const std::string_view letters = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(letters.size());
  return letters;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<bool> bool_from(std::string_view text) {
  const std::string word = lower(text);
  if (word == "true" || word == "yes" || word == "on") return true;
  if (word == "false" || word == "no" || word == "off") return false;
  return std::nullopt;
}

std::optional<std::int64_t> integer_from(std::string_view text) {
  return whole<std::int64_t>(text);
}

std::optional<double> number_from(std::string_view text) {
  const auto value = whole<double>(text);
  if (!value || !std::isfinite(*value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> size_from(std::string_view text) {
  const auto count = take_number(text);
  if (!count) return std::nullopt;
  const auto unit = std::find_if(sizes.begin(), sizes.end(),
                                 [name = lower(text)](const Unit& u) { return u.name == name; });
  if (unit == sizes.end() || *count * unit->scale > largest) return std::nullopt;
  return static_cast<std::int64_t>(std::llround(*count * unit->scale));
}

std::optional<std::chrono::nanoseconds> duration_from(std::string_view text) {
  double total = 0;
  const auto* next = durations.begin();
  const bool is_plain = text.find_first_not_of("0123456789.") == std::string_view::npos;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    const auto count = take_number(text);
    if (!count) return std::nullopt;
    const std::string_view name = is_plain ? "s" : take_letters(text);
    const auto* unit =
        std::find_if(next, durations.end(), [&](const Unit& u) { return u.name == name; });
    if (unit == durations.end()) return std::nullopt;
    next = unit + 1;
    total += *count * unit->scale;
    if (total > largest) return std::nullopt;
  }
  return std::chrono::nanoseconds(std::llround(total));
}

}  // namespace core::plugin
