#include <cmath>
#include <string_view>

#include "sinks/log/entry.hpp"
#include "sinks/log/format.hpp"
#include "sinks/log/severity.hpp"
#include "sinks/log/syntax.hpp"

namespace sinks::log {
namespace {

Value known(vex::Known statement) {
  if (statement == vex::Known::unknown) return std::monostate{};
  return statement == vex::Known::yes;
}

void add_target(Entry& entry, const vex::Target& target) {
  entry.add("project", target.project);
  entry.add("id", target.id);
  entry.add("name", target.name);
  entry.add("url", target.url);
}

Entry entry_of(const vex::Record& record, std::string_view event, Level level) {
  Entry entry{record.unix_time, level, event};
  add_target(entry, record.target);
  return entry;
}

/// Counts are whole numbers, however they were computed.
Value whole(double number) { return std::isnan(number) ? number : std::round(number); }

class StructuredFormat final : public Format {
 public:
  explicit StructuredFormat(std::string (*line)(const Entry&)) : line_(line) {}

  std::string state(const vex::Record& record, const vex::State& state) override {
    Entry entry = entry_of(record, "state", level_of(state.up));
    entry.add("up", known(state.up));
    entry.add("reason", vex::name_of(state.reason));
    entry.add("message", state.sentence);
    return line_(entry);
  }

  std::string finding(const vex::Record& record, const vex::FindingChange& change) override {
    const bool is_firing = change.change == vex::FindingChange::firing;
    Entry entry = entry_of(record, "finding", is_firing ? level_of(change.severity) : Level::info);
    entry.add("change", std::string_view(is_firing ? "firing" : "resolved"));
    entry.add("rule", std::string_view(change.rule.id));
    entry.add("severity", word_of(change.severity));
    entry.add("value", change.value);
    entry.add("limit", change.limit);
    entry.add("unit", std::string_view(change.rule.unit));
    entry.add("clause", std::string_view(change.rule.clause));
    entry.add("message", change.message);
    entry.add("reproduce", change.reproduce);
    entry.add("evidence", change.evidence);
    return line_(entry);
  }

  std::string run_end(const vex::Record& record, const vex::RunEnd& end) override {
    Entry entry = entry_of(record, "run_end", Level::warning);
    entry.add("reason", vex::name_of(end.reason));
    entry.add("message", end.sentence);
    return line_(entry);
  }

  std::string check(vex::Nanos unix_time, const Check& check) override {
    Entry entry{unix_time, Level::info, "check"};
    add_target(entry, check.target);
    entry.add("check", static_cast<std::int64_t>(check.number));
    entry.add("up", known(check.up));
    entry.add("reason", vex::name_of(check.reason));
    entry.add("message", check.sentence);
    entry.add("playable", known(check.playable));
    entry.add("quality", quality_word(check));
    entry.add("response_ms", check.figures[response_ms]);
    entry.add("video_packets", whole(check.figures[video_packets]));
    entry.add("keyframes", whole(check.figures[keyframes]));
    entry.add("bitrate_bps", check.figures[bitrate_bps]);
    entry.add("avg_bitrate_bps", check.figures[average_bitrate_bps]);
    entry.add("stability", stability_word(check));
    entry.add("framerate", check.figures[framerate_hertz]);
    if (check.width > 0) entry.add("width", std::int64_t{check.width});
    if (check.height > 0) entry.add("height", std::int64_t{check.height});
    entry.add("codec", check.video_codec);
    entry.add("gop_frames", whole(check.figures[gop_frames]));
    return line_(entry);
  }

  std::string summary(vex::Nanos unix_time, const Summary& summary) override {
    Entry entry{unix_time, summary.is_valid ? Level::info : Level::warning, "summary"};
    entry.add("streams", summary.streams);
    entry.add("up", summary.up);
    entry.add("down", summary.down);
    entry.add("unknown", summary.unknown);
    entry.add("firing", summary.firing);
    entry.add("measurement_valid", summary.is_valid);
    return line_(entry);
  }

 private:
  std::string (*line_)(const Entry&);
};

}  // namespace

std::unique_ptr<Format> json_format() { return std::make_unique<StructuredFormat>(&json_line); }

std::unique_ptr<Format> logfmt_format() { return std::make_unique<StructuredFormat>(&logfmt_line); }

}  // namespace sinks::log
