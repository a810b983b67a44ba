// BANDWIDTH and AVERAGE-BANDWIDTH against the sizes of segments (RFC 8216 4.1, 4.3.4.2).
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "media/m3u8/multivariant_playlist.hpp"
#include "plugins/analyzers/hls/judgement.hpp"

namespace analyzers::hls {

struct SegmentSize {
  std::uint64_t bytes = 0;
  vex::Nanos duration{};
};

/// The largest bit rate of contiguous segments that last between half and one and a half of the
/// target duration; 0 where none do.
[[nodiscard]] double peak_bitrate(std::span<const SegmentSize> segments, vex::Nanos target);

/// Of all of them together; 0 where there are none.
[[nodiscard]] double mean_bitrate(std::span<const SegmentSize> segments);

/// Bit/s.
struct Rates {
  double peak = 0;
  double mean = 0;  // 0 of too few segments
};
[[nodiscard]] Rates rates_of(std::span<const SegmentSize> segments, vex::Nanos target);

/// `sound`: of the renditions that go with the variant, which BANDWIDTH counts in. `most`: how many
/// times the promised rate is taken.
[[nodiscard]] Judgement bandwidth_exceeded(std::span<const SegmentSize> segments, vex::Nanos target,
                                           const media::m3u8::Variant& variant, const Rates& sound,
                                           double most);

}  // namespace analyzers::hls
