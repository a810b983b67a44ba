// EXT-X-PROGRAM-DATE-TIME against the durations, the version before and the clock (RFC
// 8216 4.3.2.6).
#pragma once

#include <optional>

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// When each segment of a playlist began, by the last tag before it and the durations since;
/// nothing without a tag or behind a discontinuity that has none. Goes through the playlist once.
class DateTimes {
 public:
  explicit DateTimes(const media::m3u8::MediaPlaylist& list) : list_(list) {}

  /// Of the next segment; false at the end.
  bool next();

  [[nodiscard]] const media::m3u8::Segment& segment() const { return list_.segments[index_ - 1]; }
  [[nodiscard]] std::optional<vex::Nanos> begin() const { return begin_; }
  /// What the segments before say of its begin, whatever its own tag says.
  [[nodiscard]] std::optional<vex::Nanos> expected() const { return expected_; }

 private:
  const media::m3u8::MediaPlaylist& list_;
  std::size_t index_ = 0;
  std::optional<vex::Nanos> begin_{};
  std::optional<vex::Nanos> expected_{};
};

/// The same of one segment.
[[nodiscard]] std::optional<vex::Nanos> date_time_of(const media::m3u8::MediaPlaylist& list,
                                                     std::uint64_t sequence);

/// What is to be seen in every version: dates that are off from the sum of the durations by more
/// than `most_drift`, or a segment that begins in the future.
[[nodiscard]] Judgement program_date_time(const Change& change, vex::Nanos unix_now,
                                          double most_drift);

/// What is to be seen once: dates are gone after having been there, or a segment has another one
/// than the version before gave.
[[nodiscard]] Judgement date_time_changed(const Change& change, double most_drift);

}  // namespace analyzers::hls
