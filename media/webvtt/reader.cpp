#include "media/webvtt/reader.hpp"

#include <algorithm>

namespace media::webvtt {

namespace {

constexpr std::size_t longest_line = 512;
constexpr std::size_t longest_header = 4096;
constexpr std::string_view arrow = "-->";

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

void Reader::reset() { *this = {}; }

void Reader::push(std::span<const std::byte> bytes) {
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view piece = text.substr(0, end);
    line_.append(piece.substr(0, longest_line - std::min(longest_line, line_.size())));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
    take_line();
    line_.clear();
  }
}

void Reader::end() {
  if (!line_.empty()) take_line();
  line_.clear();
  if (!is_in_header_) return;
  line_.clear();
  take_header_line();
}

void Reader::take_line() {
  if (line_.ends_with('\r')) line_.pop_back();
  if (is_in_header_) return take_header_line();
  if (line_.find(arrow) != std::string::npos) take_timing(line_);
}

/// The header ends with an empty line, but some writers put the first cue directly after it.
void Reader::take_header_line() {
  const bool is_timing = line_.find(arrow) != std::string::npos;
  if (!line_.empty() && !is_timing && header_.size() < longest_header) {
    header_ += line_ + "\n";
    return;
  }
  is_in_header_ = false;
  if (const auto header = read_header(header_)) {
    is_webvtt_ = true;
    map_ = header->timestamp_map;
  }
  header_ = {};
  if (is_timing) take_timing(line_);
}

/// "00:01.000 --> 00:02.500 align:start".
void Reader::take_timing(std::string_view line) {
  const std::size_t at = line.find(arrow);
  const auto begin = read_time(trimmed(line.substr(0, at)));
  const std::string_view rest = trimmed(line.substr(at + arrow.size()));
  const auto end = read_time(rest.substr(0, rest.find_first_of(" \t")));
  if (!begin || !end || *end <= *begin) return;
  first_ = cues_ == 0 ? *begin : std::min(first_, *begin);
  last_ = cues_ == 0 ? *end : std::max(last_, *end);
  ++cues_;
}

std::optional<std::chrono::nanoseconds> Reader::begin_time() const {
  return cues_ == 0 ? std::nullopt : std::optional(on_media_clock(first_));
}

std::optional<std::chrono::nanoseconds> Reader::end_time() const {
  return cues_ == 0 ? std::nullopt : std::optional(on_media_clock(last_));
}

std::chrono::nanoseconds Reader::on_media_clock(std::chrono::nanoseconds cue_time) const {
  if (!map_) return cue_time;
  // The timestamp has 33 bits at 90 kHz; any further bits are ignored.
  constexpr std::uint64_t wrap = std::uint64_t{1} << 33U;
  const auto ticks = static_cast<std::int64_t>(map_->mpegts % wrap);
  return std::chrono::nanoseconds(ticks * 100'000 / 9) + cue_time - map_->local;
}

}  // namespace media::webvtt
