#include "media/m3u8/text.hpp"

#include <charconv>
#include <cmath>

namespace media::m3u8 {

namespace {

using std::chrono::nanoseconds;

constexpr std::uint64_t longest_seconds = 10ULL * 366 * 24 * 3600;
constexpr std::uint32_t most_pixels = 65536;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10U;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10U;
  return std::nullopt;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

std::optional<std::uint64_t> decimal_integer(std::string_view text) {
  return whole_number<std::uint64_t>(text);
}

std::optional<nanoseconds> seconds(std::string_view text) {
  std::size_t i = 0;
  std::uint64_t whole = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    whole = whole * 10 + static_cast<std::uint64_t>(text[i] - '0');
    if (whole > longest_seconds) return std::nullopt;
  }
  bool has_digit = i > 0;
  std::uint64_t fraction = 0;
  if (i < text.size() && text[i] == '.') {
    std::uint64_t weight = 100'000'000;
    for (++i; i < text.size() && is_digit(text[i]); ++i, weight /= 10) {
      fraction += weight * static_cast<std::uint64_t>(text[i] - '0');
      has_digit = true;
    }
  }
  if (i != text.size() || !has_digit) return std::nullopt;
  return nanoseconds(static_cast<std::int64_t>(whole * 1'000'000'000 + fraction));
}

std::optional<nanoseconds> signed_seconds(std::string_view text) {
  if (!text.starts_with('-')) return seconds(text);
  const auto length = seconds(text.substr(1));
  if (!length) return std::nullopt;
  return -*length;
}

std::optional<double> decimal(std::string_view text) {
  if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return std::nullopt;
  const auto value = whole_number<double>(text);
  if (!value || !std::isfinite(*value)) return std::nullopt;
  return value;
}

std::optional<Resolution> resolution(std::string_view text) {
  const std::size_t x = text.find('x');
  if (x == std::string_view::npos) return std::nullopt;
  const auto width = whole_number<std::uint32_t>(text.substr(0, x));
  const auto height = whole_number<std::uint32_t>(text.substr(x + 1));
  if (!width || !height || *width > most_pixels || *height > most_pixels) return std::nullopt;
  if (*width == 0 || *height == 0) return std::nullopt;
  return Resolution{*width, *height};
}

std::optional<std::array<std::byte, 16>> hexadecimal(std::string_view text) {
  if (!text.starts_with("0x") && !text.starts_with("0X")) return std::nullopt;
  text.remove_prefix(2);
  std::array<std::byte, 16> octets{};
  if (text.empty() || text.size() > octets.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = hex_digit(text[text.size() - 1 - i]);
    if (!digit) return std::nullopt;
    octets[octets.size() - 1 - i / 2] |= static_cast<std::byte>(*digit << (i % 2 * 4));
  }
  return octets;
}

}  // namespace media::m3u8
