// What the original exporter measured in one check, formula by formula.
#pragma once

#include <cstdint>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// A check covers everything between two window events, including what the server's GOP cache sent,
/// as in the original. Values are in the units of the compatible families.
class Check {
 public:
  /// `size` is what counts for the bitrate; `has_arrival_times` is false for media that is read as
  /// fast as it can be.
  void add(Kind kind, const vex::Packet& packet, std::uint64_t size,
           bool has_arrival_times) noexcept;

  [[nodiscard]] std::uint64_t total_packets() const noexcept { return packets_; }
  [[nodiscard]] std::uint64_t video_packets() const noexcept { return frames_; }
  [[nodiscard]] std::uint64_t audio_packets() const noexcept { return audio_packets_; }
  [[nodiscard]] std::uint64_t keyframes() const noexcept { return keyframes_; }

  /// All received bits divided by the time from the first to the last packet.
  [[nodiscard]] double bitrate_bps() const noexcept;

  /// N frames / (last - first DTS): counts one frame more than fits into that time.
  [[nodiscard]] double framerate() const noexcept;

  /// Whole frames per keyframe.
  [[nodiscard]] double gop_size() const noexcept;

  /// The share of frames missing at 25 fps, judging by the steps of the DTS, among those and the
  /// received frames.
  [[nodiscard]] double packet_loss_ratio() const noexcept;

  /// Standard deviation of the gaps between reads.
  [[nodiscard]] double network_jitter_ms() const noexcept;

 private:
  void count_frame(const vex::Packet& packet) noexcept;
  void measure_gap(vex::Nanos arrival) noexcept;

  std::uint64_t packets_ = 0;
  std::uint64_t frames_ = 0;
  std::uint64_t audio_packets_ = 0;
  std::uint64_t keyframes_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t missing_frames_ = 0;
  vex::Nanos first_{};
  vex::Nanos last_{};
  vex::Nanos first_dts_{};  // for video
  vex::Nanos last_dts_{};
  std::uint64_t gaps_ = 0;
  double mean_gap_ = 0;      // seconds
  double squared_gaps_ = 0;  // sum of squared distances from the mean
};

}  // namespace analyzers
