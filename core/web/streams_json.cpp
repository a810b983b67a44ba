#include "core/web/streams_json.hpp"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <vex/cpp/error.hpp>
#include <vex/cpp/metric_name.hpp>
#include <vex/cpp/text.hpp>

#include "core/web/figures.hpp"
#include "core/web/stream_facts.hpp"

namespace core::web {
namespace {

using Json = nlohmann::ordered_json;

// Unknown values are absent, never null and never 0.
void put(Json& json, const char* key, vex_str text) {
  if (text.size > 0) json[key] = vex::text(text);
}

void put(Json& json, const char* key, double value) {
  if (std::isfinite(value)) json[key] = value;
}

void put(Json& json, const char* key, const std::optional<double>& value) {
  if (value) put(json, key, *value);
}

void put_known(Json& json, const char* key, std::uint32_t known) {
  if (known != VEX_UNKNOWN) json[key] = known == VEX_YES;
}

void put_positive(Json& json, const char* key, double value) {
  if (value > 0) put(json, key, value);
}

void put_positive(Json& json, const char* key, std::uint32_t value) {
  if (value > 0) json[key] = value;
}

template <std::size_t Count>
std::string_view word(const std::array<std::string_view, Count>& words, std::uint32_t index) {
  return index < Count ? words[index] : std::string_view{};
}

constexpr std::array<std::string_view, 3> states{"unknown", "down", "up"};
constexpr std::array<std::string_view, 4> modes{"", "continuous", "sampled", "offline"};
constexpr std::array<std::string_view, 4> kinds{"", "video", "audio", "data"};
constexpr std::array<std::string_view, 4> qualities{"", "poor", "fair", "good"};
constexpr std::array<std::string_view, 4> severities{"", "info", "warning", "critical"};
constexpr std::array<std::string_view, 4> changes{"", "pending", "firing", "resolved"};

Json pairs_of(const vex_pair* pairs, std::size_t count) {
  Json json = Json::object();
  for (std::size_t i = 0; i < count; ++i) {
    json[std::string(vex::text(pairs[i].key))] = vex::text(pairs[i].value);
  }
  return json;
}

Json track_of(const vex_event_track& track) {
  Json json{{"id", track.id}, {"kind", word(kinds, track.kind)}};
  put(json, "codec", track.codec);
  put(json, "profile", track.profile);
  put(json, "level", track.level);
  put(json, "pixel_format", track.pixel_format);
  put_positive(json, "width_pixels", track.width);
  put_positive(json, "height_pixels", track.height);
  put_positive(json, "nominal_framerate_hertz", track.nominal_framerate);
  put_positive(json, "sample_rate_hertz", track.sample_rate);
  put_positive(json, "channels", track.channels);
  return json;
}

Json finding_of(const vex_event_finding_change& change, const JsonOptions& options) {
  Json json{{"rule", change.rule->id},
            {"severity", word(severities, change.severity)},
            {"state", word(changes, change.change)},
            {"since", utc_text(options.unix_time(change.since))}};
  put(json, "message", change.message);
  put(json, "value", change.value);
  put(json, "limit", change.limit);
  if (change.rule->unit[0] != '\0') json["unit"] = change.rule->unit;
  if (change.rule->clause[0] != '\0') json["clause"] = change.rule->clause;
  put(json, "reproduce", change.reproduce);
  if (change.evidence_count > 0) {
    json["evidence"] = pairs_of(change.evidence, change.evidence_count);
  }
  return json;
}

// The metrics that /metrics has: what analyzers tell each other is often the same under another
// name.
Json metrics_of(const vex_stream_snapshot& stream) {
  Json json = Json::array();
  for (std::size_t i = 0; i < stream.series_count; ++i) {
    if (!std::isfinite(stream.values[i])) continue;
    const vex_series& series = stream.series[i];
    if ((series.metric->flags & VEX_METRIC_INTERNAL) != 0) continue;
    Json entry{{"name", vex::full_name(*series.metric)}};
    for (std::size_t k = 0; k < VEX_LABELS_MAX && series.metric->labels[k] != nullptr; ++k) {
      entry["labels"][series.metric->labels[k]] = vex::text(series.labels[k]);
    }
    entry["value"] = stream.values[i];
    json.push_back(std::move(entry));
  }
  return json;
}

void put_state(Json& json, const vex_stream_snapshot& stream, const JsonOptions& options) {
  json["state"] = word(states, stream.up);
  json["standing"] = name_of(standing_of(stream));
  if (stream.reason != 0) json["reason"] = name_of(vex::Reason{stream.reason});
  put(json, "sentence", stream.sentence);
  json["since"] = utc_text(options.unix_time(stream.since));
  if (stream.health != nullptr) {
    put_known(json, "healthy", stream.health->healthy);
    put_known(json, "playable", stream.health->playable);
    if (stream.health->quality != VEX_QUALITY_UNKNOWN) {
      json["quality"] = word(qualities, stream.health->quality);
    }
  }
}

void put_figures(Json& json, const vex_stream_snapshot& stream) {
  const StreamFacts facts = facts_of(stream);
  put(json, "bitrate_bps", facts.bitrate_bps);
  put(json, "framerate_hertz", facts.framerate_hertz);
  put(json, "gop_frames", facts.gop_frames);
  put(json, "gop_seconds", facts.gop_seconds);
  put(json, "arrival_jitter_seconds", facts.arrival_jitter_seconds);
  put(json, "media_clock_ratio", facts.media_clock_ratio);
}

Json json_of(const vex_stream_snapshot& stream, const JsonOptions& options) {
  const vex_target& target = *stream.target;
  Json json = Json::object();
  put(json, "project", target.project);
  put(json, "id", target.id);
  put(json, "name", target.name);
  put(json, "url", target.url);
  if (target.label_count > 0) json["labels"] = pairs_of(target.labels, target.label_count);
  put_state(json, stream, options);
  json["mode"] = word(modes, stream.mode);
  if (stream.format != nullptr) {
    put(json, "protocol", stream.format->protocol);
    put(json, "container", stream.format->container);
  }
  put_figures(json, stream);
  json["tracks"] = Json::array();
  for (std::size_t i = 0; i < stream.track_count; ++i) {
    json["tracks"].push_back(track_of(*stream.tracks[i]));
  }
  json["findings"] = Json::array();
  for (std::size_t i = 0; i < stream.finding_count; ++i) {
    json["findings"].push_back(finding_of(*stream.findings[i].change, options));
  }
  json["runs"] = stream.runs;
  if (options.has_metrics) json["metrics"] = metrics_of(stream);
  return json;
}

// Texts from peers may contain bytes that are not UTF-8: they become U+FFFD, so that the response
// stays JSON.
std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string stream_json(const vex_stream_snapshot& stream, const JsonOptions& options) {
  return text_of(json_of(stream, options), options.indent);
}

std::string streams_json(const vex_snapshot& snapshot,
                         const std::vector<const vex_stream_snapshot*>& streams,
                         const JsonOptions& options) {
  Json json{{"time", utc_text(options.unix_time(snapshot.time))}};
  put_known(json, "measurement_valid", snapshot.measurement_valid);
  json["streams"] = Json::array();
  for (const vex_stream_snapshot* const stream : streams) {
    json["streams"].push_back(json_of(*stream, options));
  }
  return text_of(json, options.indent);
}

}  // namespace core::web
