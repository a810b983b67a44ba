#include "plugins/analyzers/hls/date_time.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace analyzers::hls {

namespace {

using media::m3u8::MediaPlaylist;
using media::m3u8::Segment;

/// Clocks of this size of error are everywhere.
constexpr vex::Nanos clock_tolerance = std::chrono::seconds(5);

bool has_date_times(const MediaPlaylist& list) {
  return std::any_of(list.segments.begin(), list.segments.end(),
                     [](const Segment& s) { return s.program_date_time.has_value(); });
}

std::optional<Judgement> drift_within(const Change& change, double most_drift) {
  DateTimes dates(change.now);
  while (dates.next()) {
    const Segment& segment = dates.segment();
    if (!segment.program_date_time || !dates.expected()) continue;
    const double drift = vex::seconds(*segment.program_date_time - *dates.expected());
    if (std::abs(drift) <= most_drift) continue;
    return broken(
        drift < 0 ? "the date goes back against the durations"
                  : "the date goes ahead of the durations",
        drift, most_drift,
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
        "a segment has another date than before", moved, most_drift,
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
  if (!has_date_times(change.now)) {
    const bool had = !change.now.segments.empty() && has_date_times(change.before);
    return had ? broken("there is no EXT-X-PROGRAM-DATE-TIME any more", vex::absent, vex::absent)
               : fine();
  }
  if (auto verdict = drift_within(change, most_drift)) return std::move(*verdict);
  if (auto verdict = moved_since(change, most_drift)) return std::move(*verdict);
  if (auto verdict = in_the_future(change, unix_now)) return std::move(*verdict);
  return fine();
}

}  // namespace analyzers::hls
