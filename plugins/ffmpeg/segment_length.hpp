// The duration of the segments that media comes in, which FFmpeg's playlist demuxers do not report.
#pragma once

#include <chrono>
#include <optional>

#include <vex/vex.hpp>

namespace ffmpeg {

/// Learns it from one track. A segment arrives at once, and the next after a wait, so the distance
/// between the starts of two is the duration of the first.
class SegmentLength {
 public:
  /// Takes the next packet of the track as it arrives. True if the length has changed.
  bool take(vex::Nanos arrival, vex::Nanos dts);

  /// The longest so far. Before one is known, the maximum for segments of live streams.
  [[nodiscard]] vex::Nanos longest() const { return longest_; }

 private:
  static constexpr vex::Nanos assumed = std::chrono::seconds(10);
  static constexpr vex::Nanos most = std::chrono::minutes(1);  // longer: timestamps have jumped
  static constexpr vex::Nanos shortest_wait = std::chrono::milliseconds(500);

  std::optional<vex::Nanos> last_arrival_;
  std::optional<vex::Nanos> begin_;  // of the segment being received, which came after a wait
  bool is_known_ = false;
  vex::Nanos longest_ = assumed;
};

}  // namespace ffmpeg
