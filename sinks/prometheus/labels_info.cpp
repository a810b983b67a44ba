#include "sinks/prometheus/labels_info.hpp"

#include <vex/cpp/snapshot.hpp>

#include <algorithm>

#include "sinks/prometheus/escape.hpp"

namespace sinks::prometheus {
namespace {

constexpr const char* metric_name = "video_stream_labels_info";
constexpr std::size_t max_labels = 16;

bool may_stand_in_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string label_key(std::string_view given) {
  std::string key(given);
  std::replace_if(
      key.begin(), key.end(), [](char c) { return !may_stand_in_a_name(c); }, '_');
  if (key == "project" || key == "id" || key.starts_with("__")) return "label_" + key;
  if (key.empty() || (key.front() >= '0' && key.front() <= '9')) return "_" + key;
  return key;
}

void write_samples(Writer& to, const vex_snapshot& snapshot,
                   const std::vector<std::string>& labels) {
  for (std::size_t s = 0; s < snapshot.stream_count; ++s) {
    const vex_target& target = *snapshot.streams[s]->target;
    if (target.label_count == 0) continue;
    to.put(metric_name);
    to.put("{");
    to.put(labels[s]);
    to.put(user_labels({target.labels, target.label_count}));
    to.put("} 1\n");
  }
}

}  // namespace

std::string user_labels(std::span<const vex_pair> labels) {
  std::vector<std::string> seen;
  std::string text;
  for (const vex_pair& label : labels) {
    std::string key = label_key(vex::text(label.key));
    if (seen.size() == max_labels || std::count(seen.begin(), seen.end(), key) != 0) continue;
    text.append(",").append(key).append("=\"");
    text.append(escaped_label_value(vex::text(label.value))).append("\"");
    seen.push_back(std::move(key));
  }
  return text;
}

void append_labels_info(const vex_snapshot& snapshot, const std::vector<std::string>& labels,
                        std::vector<Family>& families) {
  const auto streams = vex::streams(snapshot);
  if (std::none_of(streams.begin(), streams.end(),
                   [](const auto* stream) { return stream->target->label_count > 0; })) {
    return;
  }
  families.push_back({metric_name, Kind::info, "",
                      "The stream's own labels from the configuration.", core_group,
                      [&](Writer& to) { write_samples(to, snapshot, labels); }});
}

}  // namespace sinks::prometheus
