// From RTP timestamps, 32 bits of presentation time, to a time line of nanoseconds.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace media::rtp {

using std::chrono::nanoseconds;

/// Unwraps one track's timestamps. The steps of packets in order are far below half the range, so
/// the shorter way round is the right one.
class Timeline {
 public:
  /// `clock_rate` in hertz, not 0.
  explicit Timeline(std::uint32_t clock_rate) : clock_rate_(clock_rate) {}

  /// Which timestamp is zero, as RTP-Info tells it. The first one is otherwise, also when it is
  /// further than ten seconds from here: some servers tell a number that means nothing.
  void set_origin(std::uint32_t timestamp) { origin_ = timestamp; }

  [[nodiscard]] nanoseconds time_of(std::uint32_t timestamp);

  /// Where a timestamp lies that is of no frame, and may be anything: it moves nothing. Nothing
  /// before the first frame's.
  [[nodiscard]] std::optional<nanoseconds> place_of(std::uint32_t timestamp) const;

 private:
  [[nodiscard]] nanoseconds time_at(std::int64_t ticks) const;

  std::uint32_t clock_rate_;
  bool has_begun_ = false;
  std::uint32_t last_ = 0;
  std::int64_t ticks_ = 0;  // of the last one, since the origin
  std::optional<std::uint32_t> origin_{};
};

/// Decoding times from presentation times in decoding order, which is all that RTP carries. It
/// learns from the steps backwards how many frames the encoder holds back, and until it has learnt
/// it (within the first frames) times advance by a nanosecond rather than step back. Where
/// presentation times come again they stand still.
class DecodeTimes {
 public:
  [[nodiscard]] nanoseconds next(nanoseconds presentation);

 private:
  static constexpr std::size_t memory = 17;  // H.264 and HEVC hold back 16 frames at most
  static constexpr nanoseconds largest_step_back = std::chrono::seconds(2);

  std::array<nanoseconds, memory> highest_{};  // of the last times, the greatest first
  std::size_t count_ = 0;
  std::size_t held_back_ = 0;
  std::optional<nanoseconds> last_{};
};

}  // namespace media::rtp
