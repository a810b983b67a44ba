#include "core/pipeline/phases.hpp"

#include <algorithm>

namespace core::pipeline {

std::string_view phase_name(std::uint32_t phase) noexcept {
  constexpr std::array<std::string_view, 9> names{"",           "resolve",     "connect",
                                                  "tls",        "handshake",   "request",
                                                  "first_byte", "first_media", "first_keyframe"};
  return phase < names.size() ? names[phase] : "";
}

void Phases::begin_run(vex_time now) noexcept {
  last_end_ = now;
  first_answer_ = 0;
  first_byte_ = 0;
  totals_.fill(0);
  reached_.fill(false);
}

std::optional<Phases::Over> Phases::over(std::uint32_t phase, vex_time now) noexcept {
  if (phase == 0 || phase >= count) return std::nullopt;
  const bool once = phase >= VEX_PHASE_FIRST_BYTE;
  if (once ? reached_[phase] : reached_[VEX_PHASE_FIRST_MEDIA]) return std::nullopt;
  const vex_time begin =
      phase == VEX_PHASE_FIRST_MEDIA ? std::max(last_end_, first_byte_) : last_end_;
  const vex_nanos duration = now > begin ? now - begin : 0;
  if (phase == VEX_PHASE_FIRST_BYTE && !reached_[VEX_PHASE_REQUEST]) {
    first_byte_ = now;
  } else {
    last_end_ = now;
  }
  if (phase == VEX_PHASE_REQUEST && !reached_[phase]) first_answer_ = now;
  reached_[phase] = true;
  totals_[phase] += duration;
  return Over{duration, totals_[phase]};
}

bool Phases::reached(std::uint32_t phase) const noexcept {
  return phase < count && reached_[phase];
}

}  // namespace core::pipeline
