// How long the segments are that media comes in: FFmpeg's demuxers of playlists do not tell.
#pragma once

#include <chrono>
#include <optional>

#include <vex/vex.hpp>

namespace ffmpeg {

/// Learns it from one track. A segment comes at once, and the next after a wait: what lies between
/// the beginnings of two is the length of the first.
class SegmentLength {
 public:
  /// The next packet of the track, as it arrives. True when the length has changed.
  bool take(vex::Nanos arrival, vex::Nanos dts);

  /// The longest so far. Before one is known, as long as segments of live streams are at most.
  [[nodiscard]] vex::Nanos longest() const { return longest_; }

 private:
  static constexpr vex::Nanos assumed = std::chrono::seconds(10);
  static constexpr vex::Nanos most = std::chrono::minutes(1);  // a jump of the timestamps is longer
  static constexpr vex::Nanos shortest_wait = std::chrono::milliseconds(500);

  std::optional<vex::Nanos> last_arrival_;
  std::optional<vex::Nanos> begin_;  // of the segment that is coming, behind a wait
  bool is_known_ = false;
  vex::Nanos longest_ = assumed;
};

}  // namespace ffmpeg
