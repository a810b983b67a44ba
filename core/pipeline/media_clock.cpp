#include "core/pipeline/media_clock.hpp"

#include <algorithm>

namespace core::pipeline {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A larger step between timestamps is a discontinuity.
constexpr Nanos largest_step = seconds(10);

/// The pace is judged over intervals of at least this much wall time.
constexpr Nanos pace_stretch = milliseconds(200);

/// A server that sends faster than real time for longer than this is measured as it is.
constexpr Nanos longest_burst = seconds(10);

}  // namespace

MediaClock::Verdict MediaClock::take(const Tick& tick) {
  Verdict verdict;
  verdict.advanced = advance(tick);
  if (verdict.advanced) last_advance_ = tick.arrival;

  if (tick.is_video && !reference_is_video_) {
    // Video is the better reference, because windows can be aligned to its keyframes.
    verdict.window = end_window(ClosedWindow::Cause::broken, last_dts_, last_arrival_);
    reference_is_video_ = true;
    reference_ = tick.track;
    last_step_ = {};
  } else if (!reference_) {
    reference_ = tick.track;
  }
  const bool is_reference = tick.track == *reference_;
  const bool was_open = open_;

  verdict.burst = options_.aligned_to_arrival && burst_ && (!is_reference || in_burst(tick));
  if (!verdict.burst && is_reference) {
    if (auto window = move_window(tick)) verdict.window = window;
    verdict.opened = open_ && (!was_open || verdict.window);
  }
  if (is_reference) {
    last_step_ = tick.dts - last_dts_;
    last_dts_ = tick.dts;
    last_arrival_ = tick.arrival;
  }
  return verdict;
}

bool MediaClock::advance(const Tick& tick) {
  Position* position = std::find_if(positions_, positions_ + places, [&](const Position& place) {
    return !place.known || place.track == tick.track;
  });
  if (position == positions_ + places) --position;
  if (!position->known) {
    *position = {tick.track, true, tick.dts, {}, {}};
    return false;
  }
  // Timestamps that jump back and forth must not look like progress, so what counts is whether the
  // net sum of the steps exceeds its maximum. A discontinuity says nothing either way.
  const Nanos step = tick.dts - position->dts;
  position->dts = tick.dts;
  if (step > largest_step || step < -largest_step) {
    position->best = position->net;
    return false;
  }
  position->net += step;
  if (position->net <= position->best) return false;
  position->best = position->net;
  return true;
}

bool MediaClock::in_burst(const Tick& tick) {
  if (!burst_begin_) {
    burst_begin_ = checkpoint_arrival_ = tick.arrival;
    checkpoint_dts_ = tick.dts;
    return true;
  }
  const Nanos wall = tick.arrival - checkpoint_arrival_;
  if (wall < pace_stretch) return true;
  // One read of a socket may hold up to a quantum more media than was due, hence the allowance.
  const Nanos media = tick.dts - checkpoint_dts_;
  burst_ =
      media > wall + wall / 2 + milliseconds(150) && tick.arrival - *burst_begin_ < longest_burst;
  checkpoint_arrival_ = tick.arrival;
  checkpoint_dts_ = tick.dts;
  return burst_;
}

std::optional<ClosedWindow> MediaClock::move_window(const Tick& tick) {
  std::optional<ClosedWindow> closed;
  if (open_) {
    const Nanos step = tick.dts - last_dts_;
    const Nanos duration = tick.dts - begin_dts_;
    if (step < Nanos{} || step > largest_step) {
      closed = end_window(ClosedWindow::Cause::broken, last_dts_, last_arrival_);
    } else if (duration >= options_.window &&
               (tick.is_key || !reference_is_video_ || duration >= 2 * options_.window)) {
      closed = end_window(ClosedWindow::Cause::full, tick.dts, tick.arrival);
      waiting_since_ = tick.dts - options_.keyframe_wait;  // opens at once, keyframe or not
    }
  }
  if (!open_ && opens_window(tick)) {
    open_ = true;
    begin_dts_ = tick.dts;
    begin_arrival_ = tick.arrival;
    window_keyframes_ = 0;
    waiting_since_.reset();
  }
  if (open_ && tick.is_key && tick.is_video) ++window_keyframes_;
  return closed;
}

bool MediaClock::opens_window(const Tick& tick) {
  if (tick.is_key || !reference_is_video_) return true;
  // A stream without keyframes is measured as well, after a wait.
  if (!waiting_since_ || tick.dts < *waiting_since_) waiting_since_ = tick.dts;
  return tick.dts - *waiting_since_ >= options_.keyframe_wait;
}

std::optional<ClosedWindow> MediaClock::end_window(ClosedWindow::Cause cause, Nanos end_dts,
                                                   Nanos arrival) {
  if (!open_) return std::nullopt;
  open_ = false;
  return ClosedWindow{cause, begin_dts_, end_dts, begin_arrival_, arrival};
}

std::optional<ClosedWindow> MediaClock::close(ClosedWindow::Cause cause) {
  const Nanos last_frame = std::clamp(last_step_, Nanos{}, Nanos{largest_step});
  return end_window(cause, last_dts_ + last_frame, last_arrival_);
}

Nanos MediaClock::window_duration() const noexcept {
  return open_ ? last_dts_ - begin_dts_ : Nanos{};
}

std::optional<Nanos> MediaClock::window_begin() const noexcept {
  return open_ ? std::optional(begin_arrival_) : std::nullopt;
}

}  // namespace core::pipeline
