// Compares what a media playlist promises about its segments with what was fetched.
#pragma once

#include <optional>

#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// The end of the previous segment, for comparison with the media times of the next.
struct SegmentEnd {
  std::uint64_t media_sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  vex::Nanos end_dts{};
};

/// A fetch that failed; does not apply to keys and to parts that were only hinted at.
[[nodiscard]] Judgement segment_missing(const vex::Segment& segment);

/// For a segment that was requested just after it had left a playlist with a duration of `window`:
/// it must stay available for that long, plus its own duration.
[[nodiscard]] Judgement segment_gone(const vex::Segment& segment, vex::Nanos window);

/// Download time divided by duration, for whole segments only.
[[nodiscard]] Judgement segment_slow(const vex::Segment& segment, double most);

/// Download time divided by duration; nothing if it says nothing about the network.
[[nodiscard]] std::optional<double> download_ratio(const vex::Segment& segment);

/// Compares the media's duration with EXTINF, and its start with the end of the previous segment.
/// If durations are whole seconds, as before version 3, they may be off by half a second.
[[nodiscard]] Judgement segment_duration(const std::optional<SegmentEnd>& before,
                                         const vex::Segment& segment, double most);
[[nodiscard]] std::optional<SegmentEnd> end_of(const vex::Segment& segment);

/// `is_independent`: the playlist has EXT-X-INDEPENDENT-SEGMENTS.
[[nodiscard]] Judgement segment_start(const vex::Segment& segment, bool is_independent);

[[nodiscard]] Judgement key_unavailable(const vex::Segment& key);

}  // namespace analyzers::hls
