#include "core/app/probe_report.hpp"

#include <array>
#include <cmath>
#include <string_view>
#include <vex/cpp/error.hpp>
#include <vex/cpp/number.hpp>
#include <vex/cpp/text.hpp>

#include "core/log/line.hpp"
#include "core/web/figures.hpp"
#include "core/web/stream_facts.hpp"

namespace core::app {
namespace {

using web::bitrate_text;
using web::decimal;
using web::length_text;
using web::Standing;
using web::value_of;

class Report {
 public:
  explicit Report(bool has_color) : has_color_(has_color) {}

  void headline(Standing standing, std::string_view word, std::string_view sentence) {
    constexpr std::array<std::string_view, 5> colors{"", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1m",
                                                     "\x1b[1;32m"};
    if (has_color_) text_ += colors[static_cast<std::size_t>(standing)];
    text_ += word;
    if (has_color_) text_ += "\x1b[0m";
    if (!sentence.empty()) text_.append("  ").append(log::plain_text(sentence));
    text_ += "\n";
  }

  void line(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text_.append("  ").append(name);
    constexpr std::size_t column = 14;
    text_.append(name.size() < column ? column - name.size() : 1, ' ');
    text_.append(log::plain_text(value)).append("\n");
  }

  [[nodiscard]] std::string text() && { return std::move(text_); }

 private:
  bool has_color_;
  std::string text_;
};

/// "a, b, c", without empty parts.
std::string listed(std::initializer_list<std::string> parts, std::string_view separator = ", ") {
  std::string list;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!list.empty()) list += separator;
    list += part;
  }
  return list;
}

std::string text_of(vex_str text) { return std::string(vex::text(text)); }

std::string prefixed(std::string_view prefix, vex_str text) {
  return text.size == 0 ? std::string() : std::string(prefix) + text_of(text);
}

std::string why(const vex_stream_snapshot& stream) {
  if (stream.up == VEX_YES && web::standing_of(stream) == Standing::unknown) {
    return "not judged: too little was seen";
  }
  const std::string reason(name_of(vex::Reason{stream.reason}));
  return listed({reason, text_of(stream.sentence)}, ": ");
}

std::string carriage(const vex_stream_snapshot& stream) {
  if (stream.format == nullptr) return {};
  return listed({text_of(stream.format->protocol), text_of(stream.format->container)}, " / ");
}

std::string phases(const vex_stream_snapshot& stream) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> names{
      {{"resolve", "resolve"},
       {"connect", "connect"},
       {"tls", "TLS"},
       {"handshake", "handshake"},
       {"request", "request"},
       {"first_byte", "first byte"},
       {"first_media", "first media"},
       {"first_keyframe", "first keyframe"}}};
  std::string text;
  for (const auto& [label, name] : names) {
    if (const auto seconds = value_of(stream, "phase", "seconds", label)) {
      if (!text.empty()) text += ", ";
      text.append(name).append(" ").append(length_text(*seconds));
    }
  }
  return text;
}

std::string video_text(const vex_event_track& track) {
  std::string size;
  if (track.width > 0) size = std::to_string(track.width) + "×" + std::to_string(track.height);
  std::string rate;
  if (track.nominal_framerate > 0) rate = decimal(track.nominal_framerate, 2) + " Hz nominal";
  const std::string codec =
      text_of(track.codec) + prefixed(" ", track.profile) + prefixed(" ", track.level);
  return listed({codec, size, rate, text_of(track.pixel_format)});
}

std::string audio_text(const vex_event_track& track) {
  std::string rate;
  if (track.sample_rate > 0) rate = std::to_string(track.sample_rate) + " Hz";
  std::string channels;
  if (track.channels > 0) {
    channels = std::to_string(track.channels) + (track.channels == 1 ? " channel" : " channels");
  }
  return listed({text_of(track.codec) + prefixed(" ", track.profile), rate, channels});
}

void append_tracks(Report& report, const vex_stream_snapshot& stream) {
  for (std::size_t i = 0; i < stream.track_count; ++i) {
    const vex_event_track& track = *stream.tracks[i];
    if (track.kind == VEX_TRACK_VIDEO) report.line("video", video_text(track));
    if (track.kind == VEX_TRACK_AUDIO) report.line("audio", audio_text(track));
    if (track.kind == VEX_TRACK_DATA) report.line("data", text_of(track.codec));
  }
}

std::string gop_text(const vex_stream_snapshot& stream) {
  const auto frames = value_of(stream, "gop_frames", "", "last");
  const auto seconds = value_of(stream, "gop", "seconds", "last");
  const auto longest = value_of(stream, "gop", "seconds", "max");
  return listed({frames ? decimal(*frames, 0) + (*frames == 1 ? " frame" : " frames") : "",
                 seconds ? decimal(*seconds, 2) + " s" : "",
                 longest ? "longest " + decimal(*longest, 2) + " s" : ""});
}

std::string jitter_text(const vex_stream_snapshot& stream) {
  std::string text;
  for (const std::string_view stat : {"median", "p95", "max"}) {
    if (const auto seconds = value_of(stream, "arrival_jitter", "seconds", stat)) {
      if (!text.empty()) text += ", ";
      text.append(stat).append(" ").append(length_text(*seconds));
    }
  }
  return text;
}

void append_figures(Report& report, const vex_stream_snapshot& stream) {
  const web::StreamFacts facts = web::facts_of(stream);
  if (facts.bitrate_bps) report.line("bitrate", bitrate_text(*facts.bitrate_bps));
  if (facts.framerate_hertz) report.line("frame rate", decimal(*facts.framerate_hertz, 2) + " Hz");
  report.line("GOP", gop_text(stream));
  report.line("jitter", jitter_text(stream));
  if (facts.media_clock_ratio) {
    report.line("media clock", decimal(*facts.media_clock_ratio, 3) + " × real time");
  }
}

std::string health_text(const vex_event_health* health) {
  if (health == nullptr) return {};
  constexpr std::array<std::string_view, 3> playable{"", "not playable", "playable"};
  constexpr std::array<std::string_view, 4> quality{"", "poor quality", "fair quality",
                                                    "good quality"};
  return listed({std::string(playable[health->playable % playable.size()]),
                 std::string(quality[health->quality % quality.size()])});
}

std::string measure(std::string_view name, double value, const vex_rule& rule) {
  if (!std::isfinite(value)) return {};
  return std::string(name) + " " + vex::rounded_text(value, rule.unit);
}

/// The evidence is listed below the finding.
void append_finding(Report& report, const vex_event_finding_change& change) {
  constexpr std::array<std::string_view, 4> severities{"", "info", "warning", "critical"};
  const std::string_view severity = severities[change.severity % severities.size()];
  const bool is_firing = change.change == VEX_CHANGE_FIRING;
  std::string text = change.rule->id;
  if (!is_firing) text += " (" + std::string(severity) + ", not for long enough yet)";
  text += prefixed(": ", change.message);
  if (change.rule->clause[0] != '\0') text += std::string(" (") + change.rule->clause + ")";
  report.line(is_firing ? severity : "pending", text);
  report.line("", listed({measure("value", change.value, *change.rule),
                          measure("limit", change.limit, *change.rule)}));
  for (std::size_t i = 0; i < change.evidence_count; ++i) {
    const vex_pair& pair = change.evidence[i];
    report.line("", text_of(pair.key) + prefixed(": ", pair.value));
  }
}

void append_findings(Report& report, const vex_stream_snapshot& stream) {
  for (std::size_t i = 0; i < stream.finding_count; ++i) {
    const vex_event_finding_change& change = *stream.findings[i].change;
    if (!web::repeats_state(stream, change)) append_finding(report, change);
  }
}

}  // namespace

std::string probe_report(const vex_stream_snapshot& stream, bool has_color) {
  Report report(has_color);
  const Standing standing = web::standing_of(stream);
  const bool is_up_unjudged = stream.up == VEX_YES && standing == Standing::unknown;
  report.headline(standing, is_up_unjudged ? "up" : web::name_of(standing), why(stream));
  report.line("url", vex::text(stream.target->url));
  report.line("carried by", carriage(stream));
  report.line("phases", phases(stream));
  append_tracks(report, stream);
  append_figures(report, stream);
  report.line("health", health_text(stream.health));
  append_findings(report, stream);
  return std::move(report).text();
}

}  // namespace core::app
