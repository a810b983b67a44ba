// The media clock of one run: whether it advances, when the server's GOP cache has ended, and where
// the measuring windows lie. A pure function of its inputs; time is a parameter.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace core::pipeline {

using Nanos = std::chrono::nanoseconds;

/// What the clock needs to know about a packet.
struct Tick {
  Nanos arrival{};
  Nanos dts{};
  std::uint32_t track = 0;
  bool is_video = false;
  bool is_key = false;
};

/// A measuring window that has ended.
struct ClosedWindow {
  enum class Cause { full, sample, broken };

  Cause cause = Cause::full;
  Nanos begin_dts{};
  Nanos end_dts{};
  Nanos begin_arrival{};
  Nanos end_arrival{};
};

struct MediaClockOptions {
  Nanos window{std::chrono::seconds(10)};
  Nanos keyframe_wait{std::chrono::seconds(10)};  // media time until a window opens without one
  bool aligned_to_arrival = true;                 // false for files: no burst, no pace
};

class MediaClock {
 public:
  explicit MediaClock(const MediaClockOptions& options) : options_(options) {}

  /// Called when the stream turns out to be finite and sent as fast as possible.
  void ignore_arrival() noexcept { options_.aligned_to_arrival = false; }

  struct Verdict {
    bool burst = false;                  // this packet comes from the GOP cache
    bool advanced = false;               // the media clock has advanced
    std::optional<ClosedWindow> window;  // ended just before this packet
    bool opened = false;                 // a window starts with this packet
  };

  /// Takes the next packet; must not be called for parameter sets.
  Verdict take(const Tick& tick);

  /// Ends the open window, if any, at the end of its last frame.
  std::optional<ClosedWindow> close(ClosedWindow::Cause cause);

  /// Arrival of the packet that last advanced the media clock; empty before the first progress.
  [[nodiscard]] std::optional<Nanos> last_advance() const noexcept { return last_advance_; }

  /// Media time covered by the open window so far, and its number of keyframes.
  [[nodiscard]] Nanos window_duration() const noexcept;
  [[nodiscard]] unsigned window_keyframes() const noexcept { return window_keyframes_; }
  [[nodiscard]] std::optional<Nanos> window_begin() const noexcept;

 private:
  struct Position {
    std::uint32_t track = 0;
    bool known = false;
    Nanos dts{};
    Nanos net{};   // sum of the steps, without discontinuities
    Nanos best{};  // the greatest value of net so far
  };

  bool advance(const Tick& tick);
  bool in_burst(const Tick& tick);
  std::optional<ClosedWindow> move_window(const Tick& tick);
  bool opens_window(const Tick& tick);
  std::optional<ClosedWindow> end_window(ClosedWindow::Cause cause, Nanos end_dts, Nanos arrival);

  MediaClockOptions options_;

  // Progress of the first tracks of a run; any further ones share the last place.
  static constexpr std::size_t places = 4;
  Position positions_[places];
  std::optional<Nanos> last_advance_;

  bool burst_ = true;
  std::optional<Nanos> burst_begin_;
  Nanos checkpoint_arrival_{};
  Nanos checkpoint_dts_{};

  bool reference_is_video_ = false;
  std::optional<std::uint32_t> reference_;
  Nanos last_dts_{};
  Nanos last_step_{};
  Nanos last_arrival_{};
  bool open_ = false;
  Nanos begin_dts_{};
  Nanos begin_arrival_{};
  std::optional<Nanos> waiting_since_;  // for a keyframe to open a window, in media time
  unsigned window_keyframes_ = 0;
};

}  // namespace core::pipeline
