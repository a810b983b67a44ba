// Whether the timestamps of a track go on evenly.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// backward: a step back. gap: a jump of more than 10 s, or a step that leaves media out: more than
/// a second and ten frames of video, more than 250 ms over one frame of audio. overlap: a packet
/// that begins while the one before it still lasts: a video frame with the same timestamp, audio
/// after less than a quarter of a frame. Sources with a varying frame rate and timestamps in whole
/// milliseconds stay within these bounds. Timestamps that stand still are one overlap, however long
/// they do: that the clock has stopped is for the core to say.
enum class Break : std::uint8_t { backward, gap, overlap };

inline constexpr std::array<std::string_view, 3> break_names{"backward", "gap", "overlap"};

/// Follows the decoding timestamps of one track.
class Continuity {
 public:
  explicit Continuity(Kind kind) noexcept : kind_(kind) {}

  /// What the bitstream announces; 0 where it does not, then the duration is learned.
  void set_frame_duration(vex::Nanos duration) noexcept { announced_ = duration; }

  /// The next packet. What a server's cache holds is no judgement on the source, and the seam
  /// behind it neither.
  std::optional<Break> next(vex::Nanos dts, bool is_burst) noexcept;

 private:
  [[nodiscard]] std::optional<Break> judge(vex::Nanos step) const noexcept;
  [[nodiscard]] vex::Nanos frame_duration() const noexcept;
  void learn(vex::Nanos step) noexcept;

  const Kind kind_;
  bool has_last_ = false;
  bool last_is_burst_ = false;
  bool stands_ = false;  // the last two timestamps are the same
  std::uint8_t learned_steps_ = 0;
  vex::Nanos last_{};
  vex::Nanos announced_{};
  vex::Nanos learned_{};
};

}  // namespace analyzers
