// Maps a container's timestamps to the timeline of events.
#pragma once

#include <vex/vex.hpp>

#include <cstdint>
#include <optional>

#include "plugins/ffmpeg/libav.hpp"

namespace ffmpeg {

/// For one track: nanoseconds, unwrapped. FFmpeg itself only undoes the first wrap of a run.
class Timeline {
 public:
  struct Times {
    vex::Nanos dts{};
    vex::Nanos pts{};
  };

  /// `wrap_bits` as in AVStream: the number of bits of the container's timestamps.
  Timeline(AVRational time_base, int wrap_bits) : time_base_(time_base), wrap_bits_(wrap_bits) {}

  /// Either may be AV_NOPTS_VALUE and is then taken to equal the other. Without both, the packet
  /// gets the time of the previous one, since an unknown clock does not advance.
  Times take(std::int64_t dts, std::int64_t pts);

  /// The same for a packet without timestamps if the duration of the previous one is known.
  Times take_next(vex::Nanos length);

 private:
  [[nodiscard]] std::int64_t near(std::int64_t timestamp, std::int64_t reference) const;
  [[nodiscard]] std::optional<vex::Nanos> nanos(std::int64_t timestamp) const;

  AVRational time_base_;
  int wrap_bits_;
  std::optional<std::int64_t> last_;  // DTS, unwrapped, in units of the time base
  Times times_;
};

}  // namespace ffmpeg
