#include "plugins/analyzers/hls/evidence.hpp"

#include <array>
#include <cstdio>

#include "media/uri/reference.hpp"

namespace analyzers::hls {

namespace {

constexpr std::size_t longest_line = 200;

/// Truncated, and without anything that could upset a terminal or a log.
std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text.substr(0, longest_line)) {
    const bool is_plain = static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
    result += is_plain ? c : '?';
  }
  if (text.size() > longest_line) result += "...";
  return result;
}

}  // namespace

std::string shown_line(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  constexpr std::string_view variable = "#EXT-X-DEFINE:";
  if (line.starts_with(variable)) return std::string(variable) + "***";
  if (!line.starts_with('#')) return printable(media::uri::without_secrets(line));
  std::string result = "#";
  line.remove_prefix(1);
  while (!line.empty()) {
    const std::size_t open = line.find('"');
    const std::size_t close = open == std::string_view::npos ? open : line.find('"', open + 1);
    if (close == std::string_view::npos) {
      // A URI without quotes may still have a query.
      result += media::uri::without_secrets(line);
      break;
    }
    result += line.substr(0, open + 1);
    result += media::uri::without_secrets(line.substr(open + 1, close - open - 1));
    result += '"';
    line.remove_prefix(close + 1);
  }
  return printable(result);
}

Fact Lines::operator()(std::uint32_t number) const {
  std::string_view rest = text_;
  for (std::uint32_t i = 1; i < number; ++i) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  return {"line " + std::to_string(number), shown_line(rest.substr(0, rest.find('\n')))};
}

Fact Lines::of(const media::m3u8::Segment& segment, std::uint32_t line) const {
  if (line == 0) return {"segment", describe(segment)};
  return (*this)(line);
}

std::string shown(vex::Nanos time) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.3f s", vex::seconds(time));
  return text.data();
}

std::string describe(const media::m3u8::Segment& segment) {
  return std::to_string(segment.sequence) + ": " + shown(segment.duration) + ", " +
         printable(media::uri::without_secrets(segment.uri));
}

}  // namespace analyzers::hls
