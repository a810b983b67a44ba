// What a media playlist promises of its segments, against what was fetched.
#pragma once

#include <optional>

#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

/// Whose media times the next segment is compared with.
struct SegmentEnd {
  std::uint64_t media_sequence = 0;
  std::uint64_t discontinuity_sequence = 0;
  vex::Nanos end_dts{};
};

/// A fetch that failed; nothing to say of keys and of parts that were but hinted at.
[[nodiscard]] Judgement segment_missing(const vex::Segment& segment);

/// Of a segment that was asked for when it had just left a playlist that lasted for `window`: it
/// has to stay for so long, and for its own duration.
[[nodiscard]] Judgement segment_gone(const vex::Segment& segment, vex::Nanos window);

/// Download time over duration, whole segments alone.
[[nodiscard]] Judgement segment_slow(const vex::Segment& segment, double most);

/// Download time over duration; nothing where it says nothing about the network.
[[nodiscard]] std::optional<double> download_ratio(const vex::Segment& segment);

/// The media's duration against EXTINF, and its begin against the end of the segment before. Where
/// durations are whole seconds, as before version 3, they may be half a second off.
[[nodiscard]] Judgement segment_duration(const std::optional<SegmentEnd>& before,
                                         const vex::Segment& segment, double most);
[[nodiscard]] std::optional<SegmentEnd> end_of(const vex::Segment& segment);

/// `is_independent`: EXT-X-INDEPENDENT-SEGMENTS is said.
[[nodiscard]] Judgement segment_start(const vex::Segment& segment, bool is_independent);

[[nodiscard]] Judgement key_unavailable(const vex::Segment& key);

}  // namespace analyzers::hls
