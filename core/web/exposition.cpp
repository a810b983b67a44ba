#include "core/web/exposition.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <vector>
#include <vex/cpp/metric_name.hpp>
#include <vex/cpp/text.hpp>

namespace core::web {
namespace {

std::string escape(std::string_view text, bool is_quoted) {
  std::string escaped;
  for (const char c : text) {
    if (c == '\n') {
      escaped += "\\n";
      continue;
    }
    if (c == '\\' || (is_quoted && c == '"')) escaped += '\\';
    escaped += c;
  }
  return escaped;
}

std::string number(double value) {
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end.ptr};
}

std::string head(std::string_view name, std::string_view help, std::string_view type) {
  std::string text = "# HELP ";
  text.append(name).append(" ").append(escape(help, false)).append("\n# TYPE ");
  text.append(name).append(" ").append(type).append("\n");
  return text;
}

/// "{a="x",b="y"}", or nothing.
class Labels {
 public:
  void add(std::string_view key, std::string_view value) {
    text_ += text_.empty() ? '{' : ',';
    text_.append(key).append("=\"").append(escape(value, true)).append("\"");
  }
  [[nodiscard]] std::string text() const { return text_.empty() ? text_ : text_ + '}'; }

 private:
  std::string text_;
};

std::string labels_of(const vex_target& target, const vex_series& series) {
  Labels labels;
  if (target.project.size > 0) labels.add("project", vex::text(target.project));
  if (target.id.size > 0) labels.add("id", vex::text(target.id));
  for (std::size_t i = 0; i < VEX_LABELS_MAX && series.metric->labels[i] != nullptr; ++i) {
    labels.add(series.metric->labels[i], vex::text(series.labels[i]));
  }
  return labels.text();
}

}  // namespace

std::string family_text(std::string_view name, std::string_view help, double value,
                        std::string_view label, std::string_view label_value) {
  Labels labels;
  if (!label.empty()) labels.add(label, label_value);
  return head(name, help, "gauge").append(name) + labels.text() + " " + number(value) + "\n";
}

std::string stream_text(const vex_stream_snapshot& stream) {
  std::map<std::string, std::vector<std::size_t>> families;
  for (std::size_t i = 0; i < stream.series_count; ++i) {
    const bool is_internal = (stream.series[i].metric->flags & VEX_METRIC_INTERNAL) != 0;
    if (is_internal || std::isnan(stream.values[i])) continue;
    families[vex::full_name(*stream.series[i].metric)].push_back(i);
  }
  std::string text;
  for (const auto& [name, indices] : families) {
    const vex_metric& metric = *stream.series[indices.front()].metric;
    text += head(name, metric.help, metric.type == VEX_METRIC_COUNTER ? "counter" : "gauge");
    for (const std::size_t i : indices) {
      text.append(name).append(labels_of(*stream.target, stream.series[i]));
      text.append(" ").append(number(stream.values[i])).append("\n");
    }
  }
  return text;
}

}  // namespace core::web
