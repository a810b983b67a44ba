#include "core/web/stream_facts.hpp"

#include <array>
#include <cmath>
#include <vex/cpp/text.hpp>

namespace core::web {
namespace {

constexpr std::array<std::string_view, 5> standing_names{"", "down", "impaired", "unknown",
                                                         "healthy"};

bool is_judged(const vex_stream_snapshot& stream) noexcept {
  return stream.health != nullptr && stream.health->healthy != VEX_UNKNOWN;
}

bool is_impaired(const vex_stream_snapshot& stream) noexcept {
  if (stream.health != nullptr &&
      (stream.health->healthy == VEX_NO || stream.health->playable == VEX_NO)) {
    return true;
  }
  for (std::size_t i = 0; i < stream.finding_count; ++i) {
    const vex_event_finding_change& change = *stream.findings[i].change;
    if (change.change == VEX_CHANGE_FIRING && change.severity >= VEX_SEVERITY_WARNING) return true;
  }
  return false;
}

const vex_event_track* first_track(const vex_stream_snapshot& stream, std::uint32_t kind) noexcept {
  for (std::size_t i = 0; i < stream.track_count; ++i) {
    if (stream.tracks[i]->kind == kind) return stream.tracks[i];
  }
  return nullptr;
}

}  // namespace

std::string_view name_of(Standing standing) noexcept {
  return standing_names[static_cast<std::size_t>(standing)];
}

std::optional<Standing> standing_of(std::string_view name) noexcept {
  for (std::size_t i = 1; i < standing_names.size(); ++i) {
    if (standing_names[i] == name) return static_cast<Standing>(i);
  }
  return std::nullopt;
}

Standing standing_of(const vex_stream_snapshot& stream) noexcept {
  if (stream.up == VEX_NO) return Standing::down;
  if (stream.up != VEX_YES) return Standing::unknown;
  if (is_impaired(stream)) return Standing::impaired;
  return is_judged(stream) ? Standing::healthy : Standing::unknown;
}

StreamFacts facts_of(const vex_stream_snapshot& stream) noexcept {
  return {.video = first_track(stream, VEX_TRACK_VIDEO),
          .audio = first_track(stream, VEX_TRACK_AUDIO),
          .bitrate_bps = value_of(stream, "bitrate", "bps"),
          .framerate_hertz = value_of(stream, "framerate", "hertz"),
          .gop_frames = value_of(stream, "gop_frames", "", "last"),
          .gop_seconds = value_of(stream, "gop", "seconds", "last"),
          .arrival_jitter_seconds = value_of(stream, "arrival_jitter", "seconds", "p95"),
          .media_clock_ratio = value_of(stream, "media_clock", "ratio")};
}

bool repeats_state(const vex_stream_snapshot& stream,
                   const vex_event_finding_change& finding) noexcept {
  if (stream.up != VEX_NO) return false;
  const std::string_view rule = finding.rule->id;
  return rule == "stream_down" || rule == "stream_stalled" || rule == "clock_stopped";
}

std::optional<double> value_of(const vex_stream_snapshot& stream, std::string_view name,
                               std::string_view unit, std::string_view first_label) noexcept {
  for (std::size_t i = 0; i < stream.series_count; ++i) {
    const vex_series& series = stream.series[i];
    if (series.metric->name != name || series.metric->unit != unit) continue;
    const bool is_labelled = series.metric->labels[0] != nullptr;
    if (!first_label.empty() && (!is_labelled || vex::text(series.labels[0]) != first_label)) {
      continue;
    }
    if (!std::isnan(stream.values[i])) return stream.values[i];
  }
  return std::nullopt;
}

}  // namespace core::web
