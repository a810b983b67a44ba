#include "core/pipeline/phases.hpp"

namespace core::pipeline {

std::string_view phase_name(std::uint32_t phase) noexcept {
  constexpr std::array<std::string_view, 9> names{"",           "resolve",     "connect",
                                                  "tls",        "handshake",   "request",
                                                  "first_byte", "first_media", "first_keyframe"};
  return phase < names.size() ? names[phase] : "";
}

void Phases::begin_run(vex_time now) noexcept {
  last_end_ = now;
  totals_.fill(0);
  reached_.fill(false);
}

std::optional<Phases::Over> Phases::over(std::uint32_t phase, vex_time now) noexcept {
  if (phase == 0 || phase >= count) return std::nullopt;
  const bool once = phase >= VEX_PHASE_FIRST_BYTE;
  if (once ? reached_[phase] : reached_[VEX_PHASE_FIRST_MEDIA]) return std::nullopt;
  const vex_nanos duration = now > last_end_ ? now - last_end_ : 0;
  last_end_ = now;
  reached_[phase] = true;
  totals_[phase] += duration;
  return Over{duration, totals_[phase]};
}

bool Phases::reached(std::uint32_t phase) const noexcept {
  return phase < count && reached_[phase];
}

}  // namespace core::pipeline
