// Turns RTP timestamps, 32 bits of presentation time, into a timeline of nanoseconds.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace media::rtp {

using std::chrono::nanoseconds;

/// Unwraps the timestamps of one track. Steps between packets in order are far below half the
/// range, so the shorter direction is the right one.
class Timeline {
 public:
  /// `clock_rate` in hertz, not 0.
  explicit Timeline(std::uint32_t clock_rate) : clock_rate_(clock_rate) {}

  /// Sets which timestamp is zero, from RTP-Info. By default it is the first one, also if this one
  /// is more than ten seconds away, because some servers send a meaningless number.
  void set_origin(std::uint32_t timestamp) { origin_ = timestamp; }

  [[nodiscard]] nanoseconds time_of(std::uint32_t timestamp);

  /// The position of a timestamp that belongs to no frame and may be anything; it changes nothing.
  /// Empty before the first frame's.
  [[nodiscard]] std::optional<nanoseconds> place_of(std::uint32_t timestamp) const;

 private:
  [[nodiscard]] nanoseconds time_at(std::int64_t ticks) const;

  std::uint32_t clock_rate_;
  bool has_begun_ = false;
  std::uint32_t last_ = 0;
  std::int64_t ticks_ = 0;  // of the last timestamp, since the origin
  std::optional<std::uint32_t> origin_{};
};

/// Derives decoding times from presentation times in decoding order, which is all that RTP carries.
/// From backward steps it learns how many frames the encoder holds back; until then (within the
/// first frames) times advance by a nanosecond rather than go back. Where presentation times
/// repeat, decoding times stand still.
class DecodeTimes {
 public:
  [[nodiscard]] nanoseconds next(nanoseconds presentation);

 private:
  static constexpr std::size_t memory = 17;  // H.264 and HEVC hold back at most 16 frames
  static constexpr nanoseconds largest_step_back = std::chrono::seconds(2);

  std::array<nanoseconds, memory> highest_{};  // of the last times, in descending order
  std::size_t count_ = 0;
  std::size_t held_back_ = 0;
  std::optional<nanoseconds> last_{};
};

}  // namespace media::rtp
