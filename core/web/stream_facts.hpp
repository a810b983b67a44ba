// The first things that people ask about a stream, taken from its snapshot.
#pragma once

#include <vex/service/snapshot.h>

#include <optional>
#include <string_view>

namespace core::web {

/// The standing of a stream, the worst first.
enum class Standing { down = 1, impaired, unknown, healthy };

[[nodiscard]] std::string_view name_of(Standing standing) noexcept;
[[nodiscard]] std::optional<Standing> standing_of(std::string_view name) noexcept;

/// Down; up, but unhealthy or with a finding of severity warning or above; not measured, or up but
/// not judged by an analyzer yet; healthy.
[[nodiscard]] Standing standing_of(const vex_stream_snapshot& stream) noexcept;

/// Unknown values are absent.
struct StreamFacts {
  const vex_event_track* video = nullptr;
  const vex_event_track* audio = nullptr;
  std::optional<double> bitrate_bps;
  std::optional<double> framerate_hertz;
  std::optional<double> gop_frames;              // last complete GOP
  std::optional<double> gop_seconds;             // the same
  std::optional<double> arrival_jitter_seconds;  // 95th percentile
  std::optional<double> media_clock_ratio;
};

[[nodiscard]] StreamFacts facts_of(const vex_stream_snapshot& stream) noexcept;

/// Whether a finding only repeats why the stream is down.
[[nodiscard]] bool repeats_state(const vex_stream_snapshot& stream,
                                 const vex_event_finding_change& finding) noexcept;

/// The value of a series with this metric name and unit, and with this first label value unless it
/// is empty.
[[nodiscard]] std::optional<double> value_of(const vex_stream_snapshot& stream,
                                             std::string_view name, std::string_view unit,
                                             std::string_view first_label = {}) noexcept;

}  // namespace core::web
