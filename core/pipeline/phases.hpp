// How long each phase of a run's start took.
#pragma once

#include <vex/event.h>

#include <array>
#include <optional>
#include <string_view>

namespace core::pipeline {

/// The value of the label `phase`; "" for an unknown phase.
[[nodiscard]] std::string_view phase_name(std::uint32_t phase) noexcept;

/// A phase lasts from the end of the previous one. Redirects repeat phases, whose durations add up.
/// Once media has arrived, later connects in the same run do not count. In RTMP and RTSP the first
/// byte arrives during the handshake or request and is not subtracted from it.
class Phases {
 public:
  void begin_run(vex_time now) noexcept;

  struct Over {
    vex_nanos duration;  // this time
    vex_nanos total;     // all times in this run
  };

  /// Empty if the phase no longer counts or is unknown.
  std::optional<Over> over(std::uint32_t phase, vex_time now) noexcept;

  [[nodiscard]] bool reached(std::uint32_t phase) const noexcept;

  /// When the last phase ended, or the run started.
  [[nodiscard]] vex_time last_end() const noexcept { return last_end_; }

  /// When the first request was answered; 0: not yet.
  [[nodiscard]] vex_time first_answer() const noexcept { return first_answer_; }

 private:
  static constexpr std::size_t count = VEX_PHASE_FIRST_KEYFRAME + 1;

  vex_time last_end_ = 0;
  vex_time first_answer_ = 0;
  vex_time first_byte_ = 0;  // within the handshake or request (RTMP, RTSP); 0: none
  std::array<vex_nanos, count> totals_{};
  std::array<bool, count> reached_{};
};

}  // namespace core::pipeline
