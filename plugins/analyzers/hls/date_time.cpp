#include "plugins/analyzers/hls/date_time.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::Segment;

/// Clock errors of this size are common.
constexpr vex::Nanos clock_tolerance = std::chrono::seconds(5);

bool has_date_times(const MediaPlaylist& list) {
  return std::any_of(list.segments.begin(), list.segments.end(),
                     [](const Segment& s) { return s.program_date_time.has_value(); });
}

/// Dates that are only at discontinuities leave the playlist with them; others are permanent.
bool has_lasting_date_times(const MediaPlaylist& list) {
  return std::any_of(list.segments.begin(), list.segments.end(), [](const Segment& s) {
    return s.program_date_time.has_value() && !s.has_discontinuity;
  });
}

/// The sum of durations since a date. If durations are whole seconds, each may be off by half a
/// second.
class Sum {
 public:
  /// With more segments, the inaccuracy of any clock would be reported.
  static constexpr int most_segments = 16;

  explicit Sum(vex::Nanos date) : date_(date) {}

  void add(vex::Nanos duration) {
    constexpr double half_a_second = 0.5;
    if (duration.count() % 1'000'000'000 == 0) rounding_ += half_a_second;
    sum_ += duration;
    ++segments_;
  }

  [[nodiscard]] bool is_full() const { return segments_ >= most_segments; }
  [[nodiscard]] double drift_of(vex::Nanos date) const { return vex::seconds(date - date_ - sum_); }
  /// In seconds.
  [[nodiscard]] double rounding() const { return rounding_; }

 private:
  vex::Nanos date_;
  vex::Nanos sum_{};
  double rounding_ = 0;
  int segments_ = 0;
};

/// "#EXTINF:6," as opposed to "#EXTINF:6.000,".
bool is_rounded(const Lines& lines, const Segment& segment) {
  const std::string text = lines(segment.duration_line).value;
  return text.substr(0, text.find(',')).find('.') == std::string::npos;
}

std::optional<Judgement> drift_within(const Change& change, double most_drift) {
  DateTimes dates(change.now);
  std::optional<Sum> since;
  const Segment* last = nullptr;
  while (dates.next()) {
    const Segment& segment = dates.segment();
    const Segment* before = std::exchange(last, &segment);
    const bool was_dated = before != nullptr && before->program_date_time.has_value();
    if (since) since->add(before->duration);
    if (segment.has_discontinuity) since.reset();
    if (!segment.program_date_time) continue;
    const vex::Nanos date = *segment.program_date_time;
    double limit = most_drift;
    // Between neighbours only one duration may be rounded, which the limit covers.
    double drift = was_dated && dates.expected() ? vex::seconds(date - *dates.expected()) : 0;
    if (since && std::abs(drift) <= limit) {
      drift = since->drift_of(date);
      if (std::abs(drift) > limit && is_rounded(change.lines, *before)) limit += since->rounding();
    }
    if (!since || since->is_full()) since.emplace(date);
    if (std::abs(drift) <= limit) continue;
    return broken(
        drift < 0 ? "the date falls behind the durations" : "the date runs ahead of the durations",
        drift, limit,
        {change.lines.of(segment, segment.date_time_line), change.lines.of(segment, segment.line)});
  }
  return std::nullopt;
}

std::optional<Judgement> moved_since(const Change& change, double most_drift) {
  if (relation(change.before, change.now) != Relation::follows) return std::nullopt;
  DateTimes before(change.before);
  for (const Segment& segment : change.now.segments) {
    if (!segment.program_date_time) continue;
    bool is_more = true;
    while ((is_more = before.next()) && before.segment().sequence < segment.sequence) continue;
    if (!is_more) return std::nullopt;
    if (before.segment().sequence != segment.sequence || !before.begin()) continue;
    const double moved = vex::seconds(*segment.program_date_time - *before.begin());
    if (std::abs(moved) <= most_drift) return std::nullopt;
    return broken(
        "the date of a segment has changed", moved, most_drift,
        {{"segment", describe(segment)}, change.lines.of(segment, segment.date_time_line)});
  }
  return std::nullopt;
}

std::optional<Judgement> in_the_future(const Change& change, vex::Nanos unix_now) {
  const MediaPlaylist& now = change.now;
  if (now.segments.empty()) return std::nullopt;
  const Segment& last = now.segments.back();
  const auto begin = date_time_of(now, last.sequence);
  if (!begin) return std::nullopt;
  const vex::Nanos tolerance =
      std::max(clock_tolerance, now.target_duration.value_or(vex::Nanos{}));
  const vex::Nanos ahead = *begin - unix_now;
  if (ahead <= tolerance) return std::nullopt;
  return broken("a segment begins in the future", vex::seconds(ahead), vex::seconds(tolerance),
                {{"segment", describe(last)}});
}

}  // namespace

bool DateTimes::next() {
  if (index_ != 0 && begin_) begin_ = *begin_ + segment().duration;
  if (index_ == list_.segments.size()) return false;
  ++index_;
  expected_ = segment().has_discontinuity ? std::nullopt : begin_;
  begin_ = segment().program_date_time ? segment().program_date_time : expected_;
  return true;
}

std::optional<vex::Nanos> date_time_of(const MediaPlaylist& list, std::uint64_t sequence) {
  DateTimes dates(list);
  while (dates.next()) {
    if (dates.segment().sequence == sequence) return dates.begin();
  }
  return std::nullopt;
}

Judgement program_date_time(const Change& change, vex::Nanos unix_now, double most_drift) {
  if (auto verdict = drift_within(change, most_drift)) return std::move(*verdict);
  if (auto verdict = in_the_future(change, unix_now)) return std::move(*verdict);
  return fine();
}

Judgement date_time_changed(const Change& change, double most_drift) {
  if (has_date_times(change.now)) {
    return moved_since(change, most_drift).value_or(fine());
  }
  if (change.now.segments.empty() || !has_lasting_date_times(change.before)) return fine();
  return broken("there is no EXT-X-PROGRAM-DATE-TIME any more", vex::absent, vex::absent,
                {{"segment", describe(change.now.segments.front())}});
}

}  // namespace analyzers::hls
