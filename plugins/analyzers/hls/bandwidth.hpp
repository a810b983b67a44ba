// Compares BANDWIDTH and AVERAGE-BANDWIDTH with the sizes of segments (RFC 8216 4.1, 4.3.4.2).
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

/// The greatest bit rate of contiguous segments that last between half and one and a half target
/// durations; 0 if there are none.
[[nodiscard]] double peak_bitrate(std::span<const SegmentSize> segments, vex::Nanos target);

/// The mean over about an hour, because AVERAGE-BANDWIDTH describes a whole stream, for which a
/// minute of sport is not representative.
class MeanRate {
 public:
  void add(const SegmentSize& segment);

  /// In bit/s; 0 if less media than `least` has been seen.
  [[nodiscard]] double over(vex::Nanos least) const;
  [[nodiscard]] vex::Nanos duration() const { return sum_.duration; }

 private:
  SegmentSize sum_{};
};

/// In bit/s.
struct Rates {
  double peak = 0;
  double mean = 0;  // 0: not enough media yet
};

/// How much of a live stream must have been seen before its mean is meaningful.
inline constexpr vex::Nanos least_for_mean = std::chrono::minutes(10);

/// `sound`: the rates of the renditions that go with the variant, which BANDWIDTH includes. `most`:
/// the tolerated multiple of the declared rate.
[[nodiscard]] Judgement bandwidth_exceeded(const Rates& own, const Rates& sound,
                                           const media::m3u8::Variant& variant, double most);

}  // namespace analyzers::hls
