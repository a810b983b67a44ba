// Whether the timestamps of a track are continuous.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// backward: a step back. gap: a jump of more than 10 s, or a step that leaves media out: more than
/// a second and ten frames for video, more than 250 ms beyond one frame for audio. overlap: a
/// packet that starts while the previous one still lasts: a video frame with the same timestamp,
/// audio after less than a quarter of a frame. Sources with a variable frame rate and timestamps in
/// whole milliseconds stay within these limits. Timestamps that stand still are a single overlap,
/// however long they do; that the clock has stopped is for the core to report.
enum class Break : std::uint8_t { backward, gap, overlap };

inline constexpr std::array<std::string_view, 3> break_names{"backward", "gap", "overlap"};

/// Follows the decoding timestamps of one track.
class Continuity {
 public:
  explicit Continuity(Kind kind) noexcept : kind_(kind) {}

  /// The duration announced by the bitstream; if 0, it is learned.
  void set_frame_duration(vex::Nanos duration) noexcept { announced_ = duration; }

  /// Takes the next packet. What comes from a server's cache says nothing about the source, and
  /// neither does the seam after it.
  std::optional<Break> next(vex::Nanos dts, bool is_burst) noexcept;

 private:
  [[nodiscard]] std::optional<Break> judge(vex::Nanos step) const noexcept;
  [[nodiscard]] vex::Nanos frame_duration() const noexcept;
  void learn(vex::Nanos step) noexcept;

  const Kind kind_;
  bool has_last_ = false;
  bool last_is_burst_ = false;
  bool stands_ = false;  // the last two timestamps were equal
  std::uint8_t learned_steps_ = 0;
  vex::Nanos last_{};
  vex::Nanos announced_{};
  vex::Nanos learned_{};
};

}  // namespace analyzers
