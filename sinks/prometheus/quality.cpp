#include "sinks/prometheus/quality.hpp"

#include <algorithm>
#include <charconv>

namespace sinks::prometheus {
namespace {

constexpr std::size_t max_alternatives = 64;

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

/// Takes the text before the next `separator` from the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return trimmed(part);
}

/// An invalid weight counts as 0, because the default format is better than one not asked for.
double parse_quality(std::string_view text) {
  double quality = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), quality);
  if (error != std::errc{} || end != text.data() + text.size()) return 0;
  return quality >= 0 && quality <= 1 ? quality : 0;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

std::vector<Alternative> parse_alternatives(std::string_view header) {
  std::vector<Alternative> alternatives;
  while (!header.empty() && alternatives.size() < max_alternatives) {
    std::string_view member = next_part(header, ',');
    Alternative alternative{next_part(member, ';'), {}, 1};
    while (!member.empty()) {
      std::string_view value = next_part(member, ';');
      const std::string_view key = next_part(value, '=');
      value = trimmed(value);
      if (same_name(key, "q")) alternative.quality = parse_quality(value);
      if (same_name(key, "version")) alternative.version = value;
    }
    if (!alternative.name.empty()) alternatives.push_back(alternative);
  }
  return alternatives;
}

}  // namespace sinks::prometheus
