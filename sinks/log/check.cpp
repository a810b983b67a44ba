#include "sinks/log/check.hpp"

#include <algorithm>
#include <cmath>

namespace sinks::log {

/// A metric that holds a figure, in the series with the given label value (if any). If several have
/// a series, the first one in the table is used.
struct CheckReader::Source {
  std::string_view metric;
  std::string_view label_value;
  Figure figure;
  bool is_internal;
  double scale;

  static const std::array<Source, 15> table;
};

constexpr std::array<CheckReader::Source, 15> CheckReader::Source::table{{
    {"video_stream_response_ms", "", response_ms, false, 1},
    {"video_stream_phase_seconds", "request", response_ms, false, 1000},
    {"video_stream_video_packets", "", video_packets, false, 1},
    {"video_stream_packets_total", "video", video_packets, false, 1},
    {"video_stream_keyframes", "", keyframes, false, 1},
    {"video_stream_keyframes_total", "", keyframes, false, 1},
    {"video_stream_bitrate_bps", "", bitrate_bps, false, 1},
    {"video_stream_bitrate_bps", "", bitrate_bps, true, 1},
    {"video_stream_avg_bitrate_bps", "", average_bitrate_bps, false, 1},
    {"video_stream_stability_score", "", stability_score, false, 1},
    {"video_stream_stability_level", "", stability_score, true, 1},
    {"video_stream_framerate", "", framerate_hertz, false, 1},
    {"video_stream_framerate_hertz", "", framerate_hertz, true, 1},
    {"video_stream_gop_size", "", gop_frames, false, 1},
    {"video_stream_gop_frames", "last", gop_frames, false, 1},
}};

namespace {

bool has_label(const vex_series& series, std::string_view value) {
  if (value.empty()) return true;
  for (std::size_t i = 0; i < VEX_LABELS_MAX && series.metric->labels[i] != nullptr; ++i) {
    if (vex::text(series.labels[i]) == value) return true;
  }
  return false;
}

void read_video_track(const vex_stream_snapshot& stream, Check& check) {
  for (const vex_event_track* track : vex::tracks(stream)) {
    if (track->kind != VEX_TRACK_VIDEO) continue;
    check.video_codec = vex::text(track->codec);
    check.width = track->width;
    check.height = track->height;
    return;
  }
}

void read_health(const vex_stream_snapshot& stream, Check& check) {
  check.up = vex::Known{stream.up};
  check.reason = vex::Reason{stream.reason};
  check.sentence = vex::text(stream.sentence);
  if (stream.health != nullptr) {
    check.playable = vex::Known{stream.health->playable};
    check.quality = vex::Quality{stream.health->quality};
  }
  if (check.up == vex::Known::no) check.playable = vex::Known::no;
}

}  // namespace

std::string_view quality_word(const Check& check) noexcept {
  switch (check.quality) {
    case vex::Quality::good:
      return "good";
    case vex::Quality::fair:
      return "fair";
    case vex::Quality::poor:
      return "poor";
    default:
      return "";
  }
}

std::string_view stability_word(const Check& check) noexcept {
  const double score = check.figures[stability_score];
  if (std::isnan(score)) return "";
  if (score >= 2) return "stable";
  return score >= 1 ? "moderate" : "unstable";
}

Check CheckReader::read(const vex_stream_snapshot& stream, std::uint64_t number) {
  Check check;
  check.number = number;
  check.target = vex::detail::from_abi(*stream.target);
  read_health(stream, check);
  read_video_track(stream, check);
  std::array<const Source*, figure_count> chosen{};
  for (std::size_t i = 0; i < stream.series_count; ++i) {
    const vex_series& series = stream.series[i];
    const Source* const source = source_of(*series.metric);
    if (source == nullptr || std::isnan(stream.values[i])) continue;
    // Totals since the start say nothing about a failed check.
    if (series.metric->type == VEX_METRIC_COUNTER && stream.up != VEX_YES) continue;
    const Source*& best = chosen[source->figure];
    if ((best != nullptr && best < source) || !has_label(series, source->label_value)) continue;
    best = source;
    check.figures[source->figure] = stream.values[i] * source->scale;
  }
  return check;
}

const CheckReader::Source* CheckReader::source_of(const vex_metric& metric) {
  const auto [known, is_new] = sources_.try_emplace(&metric, nullptr);
  if (is_new) {
    const std::string name = vex::full_name(metric);
    const bool is_internal = (metric.flags & VEX_METRIC_INTERNAL) != 0;
    const auto& table = Source::table;
    const auto* const found = std::find_if(table.begin(), table.end(), [&](const Source& source) {
      return source.metric == name && source.is_internal == is_internal;
    });
    if (found != table.end()) known->second = found;
  }
  return known->second;
}

}  // namespace sinks::log
