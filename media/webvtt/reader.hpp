// A WebVTT segment as its bytes come (W3C WebVTT 4.1, RFC 8216 3.5): when its cues are shown.
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

/// Keeps a line at most. Of a line that is longer than any timing the rest is passed over.
class Reader {
 public:
  /// A segment begins.
  void reset();
  void push(std::span<const std::byte> bytes);
  /// The segment is over: its last line may have no end.
  void end();

  /// Whether it began as WebVTT does.
  [[nodiscard]] bool is_webvtt() const noexcept { return is_webvtt_; }
  /// Those whose times could be read, and lead forward.
  [[nodiscard]] std::uint32_t cues() const noexcept { return cues_; }

  /// When the first cue begins and the last one ends, on the clock of the other renditions, as
  /// X-TIMESTAMP-MAP has it; without it cue time 0 is 0 there too. Nothing without cues.
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
