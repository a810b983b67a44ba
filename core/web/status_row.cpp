#include "core/web/status_row.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include "core/web/figures.hpp"
#include "core/web/html.hpp"
#include "core/web/stream_facts.hpp"

namespace core::web {
namespace {

void append_cell(Html& html, std::string_view css_class, std::string_view text) {
  html.markup(R"(<td class=")").markup(css_class).markup(R"(">)").text(text).markup("</td>");
}

std::string_view severity_name(std::uint32_t severity) {
  constexpr std::array<std::string_view, 4> names{"", "info", "warning", "critical"};
  return severity < names.size() ? names[severity] : names.back();
}

void append_stream(Html& html, const vex_target& target) {
  html.markup(R"(<td class="stream"><b title=")").text(vex::text(target.name)).markup(R"(">)");
  html.text(vex::text(target.id)).markup("</b>");
  for (std::size_t i = 0; i < target.label_count; ++i) {
    const vex_pair& label = target.labels[i];
    html.markup(" <i>").text(vex::text(label.key)).markup("=");
    html.text(vex::text(label.value)).markup("</i>");
  }
  const std::string url = escape_html(vex::text(target.url));
  html.markup(R"(<small title=")").markup(url).markup(R"(">)").markup(url).markup("</small></td>");
}

void append_finding(Html& html, const vex_event_finding_change& change) {
  html.markup(R"(<div class="finding )").markup(severity_name(change.severity)).markup(R"("><b>)");
  html.text(change.rule->id).markup("</b> ").text(vex::text(change.message)).markup("</div>");
}

// Why it is down, and what else is wrong.
void append_trouble(Html& html, const vex_stream_snapshot& stream) {
  html.markup(R"(<td class="trouble">)");
  if (stream.reason != 0) {
    html.markup("<b>").text(name_of(vex::Reason{stream.reason})).markup("</b> ");
  }
  if (stream.up != VEX_YES) html.text(vex::text(stream.sentence));
  for (std::size_t i = 0; i < stream.finding_count; ++i) {
    const vex_event_finding_change& change = *stream.findings[i].change;
    if (change.change == VEX_CHANGE_FIRING && !repeats_state(stream, change)) {
      append_finding(html, change);
    }
  }
  html.markup("</td>");
}

std::string size_text(const vex_event_track* video) {
  if (video == nullptr || video->width == 0) return {};
  return std::to_string(video->width) + "×" + std::to_string(video->height);
}

std::string codec_text(const StreamFacts& facts) {
  std::string text;
  for (const vex_event_track* const track : {facts.video, facts.audio}) {
    if (track == nullptr || track->codec.size == 0) continue;
    if (!text.empty()) text += " + ";
    text += vex::text(track->codec);
  }
  return text;
}

std::string gop_text(const StreamFacts& facts) {
  std::string text;
  if (facts.gop_frames) text = decimal(*facts.gop_frames, 0) + " fr";
  if (facts.gop_seconds)
    text += (text.empty() ? "" : " · ") + decimal(*facts.gop_seconds, 1) + " s";
  return text;
}

std::string_view quality_text(const vex_event_health* health) {
  constexpr std::array<std::string_view, 4> qualities{"", "poor", "fair", "good"};
  if (health == nullptr) return {};
  if (health->playable == VEX_NO) return "not playable";
  return health->quality < qualities.size() ? qualities[health->quality] : qualities.front();
}

// The figures of a stream that is down belong to an ended run, so only running streams show them.
void append_figures(Html& html, const vex_stream_snapshot& stream) {
  const StreamFacts facts = facts_of(stream);
  const bool is_up = stream.up == VEX_YES;
  append_cell(html, "number", is_up && facts.bitrate_bps ? bitrate_text(*facts.bitrate_bps) : "");
  append_cell(html, "number",
              is_up && facts.framerate_hertz ? decimal(*facts.framerate_hertz, 1) : "");
  append_cell(html, "number", size_text(facts.video));
  append_cell(html, "codec", codec_text(facts));
  append_cell(html, "number", is_up ? gop_text(facts) : "");
  append_cell(html, "quality", is_up ? quality_text(stream.health) : "");
}

}  // namespace

void append_row(Html& html, const vex_stream_snapshot& stream, std::int64_t since,
                std::int64_t now) {
  const vex_target& target = *stream.target;
  const std::string_view standing = name_of(standing_of(stream));
  html.markup(R"(<tr data-state=")").markup(standing).markup(R"(" data-key=")");
  html.text(vex::text(target.project)).markup("/").text(vex::text(target.id)).markup(R"(">)");
  html.markup(R"(<td class="state">)").markup(standing).markup("</td>");
  const std::string when = utc_text(since);
  html.markup(R"(<td class="since" title=")").markup(when).markup(R"(">)");
  html.markup(length_text(static_cast<double>(now - since) / 1e9)).markup("</td>");
  append_cell(html, "project", vex::text(target.project));
  append_stream(html, target);
  append_trouble(html, stream);
  append_figures(html, stream);
  html.markup("</tr>\n");
}

}  // namespace core::web
