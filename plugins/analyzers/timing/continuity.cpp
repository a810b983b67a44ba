#include "plugins/analyzers/timing/continuity.hpp"

#include <algorithm>

namespace analyzers {

using namespace std::chrono_literals;

namespace {

constexpr std::uint8_t steps_to_learn = 16;

}  // namespace

std::optional<Break> Continuity::next(vex::Nanos dts, bool is_burst) noexcept {
  const vex::Nanos step = dts - std::exchange(last_, dts);
  const bool stood = std::exchange(stands_, has_last_ && step == 0s);
  const bool is_seam = std::exchange(last_is_burst_, is_burst) || is_burst;
  if (!std::exchange(has_last_, true) || is_seam) return std::nullopt;
  const auto found = judge(step);
  if (!found) {
    learn(step);
    return std::nullopt;
  }
  return step == 0s && stood ? std::nullopt : found;
}

std::optional<Break> Continuity::judge(vex::Nanos step) const noexcept {
  if (step < 0s) return Break::backward;
  if (step > 10s) return Break::gap;
  const vex::Nanos frame = frame_duration();
  if (kind_ == data || frame == 0s) return std::nullopt;
  if (kind_ == video) {
    if (step == 0s) return Break::overlap;
    if (step > std::max<vex::Nanos>(1s, 10 * frame)) return Break::gap;
  } else {
    if (step < frame / 4) return Break::overlap;
    if (step > frame + 250ms) return Break::gap;
  }
  return std::nullopt;
}

vex::Nanos Continuity::frame_duration() const noexcept {
  if (announced_ > 0s) return announced_;
  return learned_steps_ == steps_to_learn ? learned_ : 0s;
}

void Continuity::learn(vex::Nanos step) noexcept {
  if (step > 1s) return;
  if (learned_steps_ < steps_to_learn) {
    // The mean of the first steps is as precise as whole milliseconds allow.
    learned_ = (learned_ * learned_steps_ + step) / (learned_steps_ + 1);
    ++learned_steps_;
  } else if (step < 4 * learned_) {  // longer ones are pauses, not frames
    learned_ += (step - learned_) / steps_to_learn;
  }
}

}  // namespace analyzers
