// Compares EXT-X-PROGRAM-DATE-TIME with the durations, the previous version and the clock (RFC 8216
// 4.3.2.6).
#pragma once

#include <optional>

#include "plugins/analyzers/hls/sequence.hpp"

namespace analyzers::hls {

/// The start date of each segment of a playlist, from the last tag before it and the durations
/// since; nothing without a tag, or after a discontinuity without one. Iterates over the playlist
/// once.
class DateTimes {
 public:
  explicit DateTimes(const media::m3u8::MediaPlaylist& list) : list_(list) {}

  /// Moves to the next segment; false at the end.
  bool next();

  [[nodiscard]] const media::m3u8::Segment& segment() const { return list_.segments[index_ - 1]; }
  [[nodiscard]] std::optional<vex::Nanos> begin() const { return begin_; }
  /// The start date that follows from the previous segments, whatever its own tag says.
  [[nodiscard]] std::optional<vex::Nanos> expected() const { return expected_; }

 private:
  const media::m3u8::MediaPlaylist& list_;
  std::size_t index_ = 0;
  std::optional<vex::Nanos> begin_{};
  std::optional<vex::Nanos> expected_{};
};

/// The same for a single segment.
[[nodiscard]] std::optional<vex::Nanos> date_time_of(const media::m3u8::MediaPlaylist& list,
                                                     std::uint64_t sequence);

/// Violations that show in every version: dates that differ from the sum of the durations by more
/// than `most_drift`, or a segment that starts in the future.
[[nodiscard]] Judgement program_date_time(const Change& change, vex::Nanos unix_now,
                                          double most_drift);

/// Violations that show once: dates have disappeared, or a segment has a different date than in the
/// previous version.
[[nodiscard]] Judgement date_time_changed(const Change& change, double most_drift);

}  // namespace analyzers::hls
