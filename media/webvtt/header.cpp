#include "media/webvtt/header.hpp"

#include <algorithm>
#include <charconv>

namespace media::webvtt {

namespace {

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view take_until(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

/// MPEGTS and LOCAL come in either order.
std::optional<TimestampMap> read_map(std::string_view text) {
  std::optional<std::uint64_t> mpegts;
  std::optional<std::chrono::nanoseconds> local;
  while (!text.empty()) {
    const std::string_view field = take_until(text, ',');
    if (field.starts_with("MPEGTS:")) mpegts = whole_number<std::uint64_t>(field.substr(7));
    if (field.starts_with("LOCAL:")) local = read_time(field.substr(6));
  }
  if (!mpegts || !local) return std::nullopt;
  return TimestampMap{*mpegts, *local};
}

}  // namespace

std::optional<std::chrono::nanoseconds> read_time(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || text.size() - dot != 4) return std::nullopt;
  const auto milliseconds = whole_number<std::uint32_t>(text.substr(dot + 1));
  std::string_view rest = text.substr(0, dot);
  std::int64_t total = 0;
  int fields = 0;
  while (!rest.empty()) {
    const auto value = whole_number<std::uint32_t>(take_until(rest, ':'));
    constexpr std::uint32_t most = 1'000'000;
    if (!value || *value > most || ++fields > 3) return std::nullopt;
    total = total * 60 + *value;
  }
  if (!milliseconds || fields < 2) return std::nullopt;
  return std::chrono::seconds(total) + std::chrono::milliseconds(*milliseconds);
}

std::optional<Header> read_header(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  constexpr std::string_view field = "X-TIMESTAMP-MAP=";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::string_view line = take_until(text, '\n');
  if (!line.starts_with("WEBVTT")) return std::nullopt;
  line.remove_prefix(6);
  if (!line.empty() && line.front() != ' ' && line.front() != '\t' && line.front() != '\r') {
    return std::nullopt;
  }
  Header header;
  while (!text.empty()) {
    line = take_until(text, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.starts_with(field)) header.timestamp_map = read_map(line.substr(field.size()));
  }
  return header;
}

}  // namespace media::webvtt
