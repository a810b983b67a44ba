#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <vex/cpp/number.hpp>

#include "sinks/log/entry.hpp"
#include "sinks/log/escape.hpp"
#include "sinks/log/format.hpp"
#include "sinks/log/severity.hpp"

namespace sinks::log {
namespace {

/// All words of the console in one language. Those of the block are the original exporter's.
struct Words {
  const char* up;
  const char* down;
  const char* unknown;
  const char* firing;
  const char* resolved;
  const char* run_failed;
  const char* summary;
  const char* streams;
  const char* findings;
  const char* overloaded;
  const char* value;
  const char* limit;
  const char* check;
  const char* playable;
  const char* quality;
  const char* response;
  const char* video_packets;
  const char* keyframes;
  const char* bitrate;
  const char* average;
  const char* stability;
  const char* framerate;
  const char* resolution;
  const char* codec;
  const char* frames;  // after a number
  const char* state;
  const char* reason;
};

constexpr Words english{"up",
                        "down",
                        "unknown",
                        "firing",
                        "resolved",
                        "run failed",
                        "summary",
                        "streams",
                        "findings",
                        "measurement invalid: the exporter is overloaded",
                        "value",
                        "limit",
                        "Check",
                        "Playable",
                        "Quality",
                        "Response",
                        "Video packets",
                        "Keyframes",
                        "Bitrate",
                        "average",
                        "Stability",
                        "Frame rate",
                        "Resolution",
                        "Codec",
                        " frames",
                        "State",
                        "Reason"};

constexpr Words chinese{"在线",   "离线",   "未知",   "告警",   "解除",
                        "中断",   "汇总",   "流",     "告警",   "测量无效: 导出器过载",
                        "值",     "限值",   "检查",   "可播放", "质量",
                        "响应",   "视频包", "关键帧", "码率",   "平均",
                        "稳定性", "帧率",   "分辨率", "编码",   "帧",
                        "状态",   "原因"};

/// A number with its decimals and unit; "N/A" if unknown.
std::string figure(double value, const char* format, std::string_view unit) {
  if (std::isnan(value)) return "N/A";
  std::array<char, 330> text{};  // the longest double has 309 digits
  std::snprintf(text.data(), text.size(), format, value);
  return std::string(text.data()).append(unit);
}

std::string or_not_known(std::string_view text) { return text.empty() ? "N/A" : printable(text); }

std::string codec_name(std::string_view codec) {
  if (codec == "h264") return "H.264";
  if (codec == "hevc") return "H.265";
  std::string name = or_not_known(codec);
  for (char& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return name;
}

std::string resolution(const Check& check) {
  if (check.width == 0 || check.height == 0) return "N/A";
  return std::to_string(check.width) + "x" + std::to_string(check.height);
}

/// "stalled: no media for 5 s", or just the part that exists.
std::string cause(vex::Reason reason, std::string_view sentence) {
  std::string text(vex::name_of(reason));
  if (!text.empty() && !sentence.empty()) text += ": ";
  return text + printable(sentence);
}

class ConsoleFormat final : public Format {
 public:
  explicit ConsoleFormat(Language language)
      : words_(language == Language::chinese ? chinese : english) {}

  std::string state(const vex::Record& record, const vex::State& state) override {
    return line(record, up_word(state.up), cause(state.reason, state.sentence));
  }

  std::string finding(const vex::Record& record, const vex::FindingChange& change) override {
    const bool is_firing = change.change == vex::FindingChange::firing;
    std::string text = std::string(change.rule.id).append(" (").append(word_of(change.severity));
    text += ")";
    append_measure(text, words_.value, change.value, change.rule.unit);
    append_measure(text, words_.limit, change.limit, change.rule.unit);
    if (!change.message.empty()) text += ": " + printable(change.message);
    return line(record, is_firing ? words_.firing : words_.resolved, text);
  }

  std::string run_end(const vex::Record& record, const vex::RunEnd& end) override {
    return line(record, words_.run_failed, cause(end.reason, end.sentence));
  }

  std::string check(vex::Nanos, const Check& check) override {
    std::string block = head(check);
    add_row(block, {{words_.playable, playable(check)},
                    {words_.quality, or_not_known(quality_word(check))},
                    {words_.response, figure(check.figures[response_ms], "%.0f", "ms")}});
    add_row(block, {{words_.video_packets, figure(check.figures[video_packets], "%.0f", "")},
                    {words_.keyframes, figure(check.figures[keyframes], "%.0f", "")}});
    add_row(block, {{words_.bitrate, bitrate(check)},
                    {words_.stability, or_not_known(stability_word(check))}});
    add_row(block, {{words_.framerate, figure(check.figures[framerate_hertz], "%.1f", "fps")},
                    {words_.resolution, resolution(check)}});
    add_row(block, {{words_.codec, codec_name(check.video_codec)},
                    {"GOP", figure(check.figures[gop_frames], "%.0f", words_.frames)}});
    if (check.up != vex::Known::yes) {
      add_row(block, {{words_.state, up_word(check.up)},
                      {words_.reason, or_not_known(cause(check.reason, check.sentence))}});
    }
    return block;
  }

  std::string summary(vex::Nanos unix_time, const Summary& summary) override {
    std::string text = rfc3339(unix_time) + " " + words_.summary + ": ";
    const auto count = [&text](const char* what, std::int64_t number) {
      text.append(what).append(" ").append(std::to_string(number));
    };
    count(words_.streams, summary.streams);
    count((std::string(" | ") + words_.up).c_str(), summary.up);
    count((std::string(" | ") + words_.down).c_str(), summary.down);
    count((std::string(" | ") + words_.unknown).c_str(), summary.unknown);
    count((std::string(" | ") + words_.findings).c_str(), summary.firing);
    if (!summary.is_valid) text.append(" | ").append(words_.overloaded);
    return text + "\n";
  }

 private:
  struct Cell {
    const char* title;
    std::string text;
  };

  static void add_row(std::string& block, std::initializer_list<Cell> cells) {
    std::string row;
    for (const Cell& cell : cells) {
      if (!row.empty()) row += " | ";
      row.append(cell.title).append(": ").append(cell.text);
    }
    block += row + "\n";
  }

  static std::string line(const vex::Record& record, const char* what, const std::string& text) {
    std::string said = rfc3339(record.unix_time) + " " + what + " ";
    said += printable(record.target.project) + "/" + printable(record.target.id);
    if (!text.empty()) said += " " + text;
    return said + "\n";
  }

  static void append_measure(std::string& text, const char* what, double value,
                             std::string_view unit) {
    if (!std::isfinite(value)) return;
    text.append(", ").append(what).append(" ").append(vex::rounded_text(value, unit));
  }

  [[nodiscard]] const char* up_word(vex::Known up) const {
    if (up == vex::Known::yes) return words_.up;
    return up == vex::Known::no ? words_.down : words_.unknown;
  }

  [[nodiscard]] std::string head(const Check& check) const {
    std::array<char, 24> number{};
    std::snprintf(number.data(), number.size(), " #%03llu ",
                  static_cast<unsigned long long>(check.number));
    return words_.check + std::string(number.data()) + printable(check.target.id) + " " +
           printable(check.target.name) + " (" + printable(check.target.url) + ")\n";
  }

  static std::string playable(const Check& check) {
    if (check.playable == vex::Known::unknown) return "N/A";
    return check.playable == vex::Known::yes ? "true" : "false";
  }

  [[nodiscard]] std::string bitrate(const Check& check) const {
    return figure(check.figures[bitrate_bps] / 1000, "%.1f", "kbps") + " (" + words_.average +
           ": " + figure(check.figures[average_bitrate_bps] / 1000, "%.1f", "kbps") + ")";
  }

  const Words& words_;
};

}  // namespace

std::unique_ptr<Format> console_format(Language language) {
  return std::make_unique<ConsoleFormat>(language);
}

}  // namespace sinks::log
