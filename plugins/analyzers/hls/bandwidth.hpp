// BANDWIDTH and AVERAGE-BANDWIDTH against the sizes of segments (RFC 8216 4.1, 4.3.4.2).
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

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

/// The mean over an hour or so, for AVERAGE-BANDWIDTH is that of a whole stream: a minute of sport
/// says nothing of it.
class MeanRate {
 public:
  void add(const SegmentSize& segment);

  /// Bit/s; 0 where less media than `least` was seen.
  [[nodiscard]] double over(vex::Nanos least) const;
  [[nodiscard]] vex::Nanos duration() const { return sum_.duration; }

 private:
  SegmentSize sum_{};
};

/// Bit/s.
struct Rates {
  double peak = 0;
  double mean = 0;  // 0: too little was seen
};

/// How much is to be seen of a live stream before its mean says something.
inline constexpr vex::Nanos least_for_mean = std::chrono::minutes(10);

/// `sound`: of the renditions that go with the variant, which BANDWIDTH counts in. `most`: how many
/// times the promised rate is taken.
[[nodiscard]] Judgement bandwidth_exceeded(const Rates& own, const Rates& sound,
                                           const media::m3u8::Variant& variant, double most);

}  // namespace analyzers::hls
