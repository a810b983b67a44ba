// Reads a WebVTT segment as its bytes arrive (W3C WebVTT 4.1, RFC 8216 3.5): when its cues are
// shown.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "media/webvtt/header.hpp"

namespace media::webvtt {

/// Keeps at most one line. The rest of a line that is longer than any timing is ignored.
class Reader {
 public:
  /// Starts a segment.
  void reset();
  void push(std::span<const std::byte> bytes);
  /// Ends the segment, whose last line may have no line end.
  void end();

  /// Whether it started as WebVTT does.
  [[nodiscard]] bool is_webvtt() const noexcept { return is_webvtt_; }
  /// The number of cues with valid times whose end is after their start.
  [[nodiscard]] std::uint32_t cues() const noexcept { return cues_; }

  /// When the first cue starts and the last one ends, on the clock of the other renditions, as
  /// given by X-TIMESTAMP-MAP; without it, cue time 0 is time 0. Nothing without cues.
  [[nodiscard]] std::optional<std::chrono::nanoseconds> begin_time() const;
  [[nodiscard]] std::optional<std::chrono::nanoseconds> end_time() const;

 private:
  void take_line();
  void take_header_line();
  void take_timing(std::string_view line);
  [[nodiscard]] std::chrono::nanoseconds on_media_clock(std::chrono::nanoseconds cue_time) const;

  std::string line_{};
  std::string header_{};
  bool is_in_header_ = true;
  bool is_webvtt_ = false;
  std::optional<TimestampMap> map_{};
  std::uint32_t cues_ = 0;
  std::chrono::nanoseconds first_{};
  std::chrono::nanoseconds last_{};
};

}  // namespace media::webvtt
