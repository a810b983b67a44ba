#include "sinks/prometheus/stream_families.hpp"

#include <vex/cpp/snapshot.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>

#include "sinks/prometheus/escape.hpp"

namespace sinks::prometheus {
namespace {

struct Sample {
  double value;
  const vex_str* labels;
  std::size_t stream;
};

/// The series of one metric row, in the order of the snapshot.
struct Column {
  const vex_metric* metric;
  const vex_plugin* origin;
  bool exported;
  std::vector<Sample> samples{};
};

std::span<const char* const> label_keys(const vex_metric& metric) {
  const auto* const begin = std::begin(metric.labels);
  return {begin, std::find(begin, std::end(metric.labels), nullptr)};
}

/// Finds the column of a row. Streams that are watched alike have their series in the same order,
/// so the n-th series of a stream usually has the same row as the n-th of the previous stream.
class Columns {
 public:
  void add(const vex_series& series, std::size_t position, Sample sample) {
    if (position == expected_.size()) expected_.push_back(nullptr);
    Column*& column = expected_[position];
    if (column == nullptr || column->metric != series.metric) column = &find(series);
    if (column->exported) column->samples.push_back(sample);
  }

  std::deque<Column>& all() { return columns_; }

 private:
  Column& find(const vex_series& series) {
    const auto [found, is_new] = by_row_.try_emplace(series.metric, nullptr);
    if (is_new) {
      const bool exported = (series.metric->flags & VEX_METRIC_INTERNAL) == 0;
      found->second = &columns_.emplace_back(Column{series.metric, series.origin, exported});
    }
    return *found->second;
  }

  std::deque<Column> columns_;
  std::unordered_map<const vex_metric*, Column*> by_row_;
  std::vector<Column*> expected_;
};

/// One plugin's bad row must not spoil the scrape for all others.
bool is_presentable(const vex_metric& metric, const std::string& name) {
  const auto keys = label_keys(metric);
  std::vector<std::string_view> seen{"project", "id"};
  for (const std::string_view key : keys) {
    if (!is_label_name(key) || std::count(seen.begin(), seen.end(), key) != 0) return false;
    seen.push_back(key);
  }
  return is_metric_name(name);
}

Kind kind_of(const vex_metric& metric) {
  switch (metric.type) {
    case VEX_METRIC_GAUGE:
      return Kind::gauge;
    case VEX_METRIC_COUNTER:
      return Kind::counter;
    case VEX_METRIC_INFO:
      return Kind::info;
    default:
      return Kind::untyped;
  }
}

/// Writes `name{project="cup",id="a",track="video"} 5` for every sample of a column.
class ColumnWriter {
 public:
  ColumnWriter(const std::string& name, Column column, const std::vector<std::string>& streams)
      : opening_(name + "{"), samples_(std::move(column.samples)), streams_(streams) {
    for (const std::string_view key : label_keys(*column.metric)) {
      keys_.push_back(std::string(",").append(key).append("=\""));
    }
  }

  void operator()(Writer& to) const {
    for (const Sample& sample : samples_) {
      to.put(opening_);
      to.put(streams_[sample.stream]);
      for (std::size_t i = 0; i < keys_.size(); ++i) {
        to.put(keys_[i]);
        to.put_label_value({sample.labels[i].data, sample.labels[i].size});
        to.put("\"");
      }
      to.put("} ");
      to.put_number(sample.value);
      to.put("\n");
    }
  }

 private:
  std::string opening_;
  std::vector<std::string> keys_;
  std::vector<Sample> samples_;
  const std::vector<std::string>& streams_;
};

Columns columns_of(const vex_snapshot& snapshot) {
  Columns columns;
  for (std::size_t s = 0; s < snapshot.stream_count; ++s) {
    const vex_stream_snapshot& stream = *snapshot.streams[s];
    for (std::size_t i = 0; i < stream.series_count; ++i) {
      if (std::isnan(stream.values[i])) continue;
      columns.add(stream.series[i], i, {stream.values[i], stream.series[i].labels, s});
    }
  }
  return columns;
}

}  // namespace

std::vector<std::string> stream_labels(const vex_snapshot& snapshot) {
  std::vector<std::string> labels;
  labels.reserve(snapshot.stream_count);
  for (const vex_stream_snapshot* stream : vex::streams(snapshot)) {
    labels.push_back("project=\"" + escaped_label_value(vex::text(stream->target->project)) +
                     "\",id=\"" + escaped_label_value(vex::text(stream->target->id)) + "\"");
  }
  return labels;
}

void append_stream_families(const vex_snapshot& snapshot, const std::vector<std::string>& labels,
                            std::vector<Family>& families, std::vector<std::string>& defects) {
  Columns columns = columns_of(snapshot);
  for (Column& column : columns.all()) {
    if (column.samples.empty()) continue;
    const vex_metric& metric = *column.metric;
    const std::string_view group = column.origin != nullptr ? column.origin->id : core_group;
    std::string name = vex::full_name(metric);
    if (!is_presentable(metric, name)) {
      defects.push_back("the metric " + escaped_label_value(name) + " of " + std::string(group) +
                        " has a name or labels that Prometheus refuses");
      continue;
    }
    auto writer = std::make_shared<ColumnWriter>(name, std::move(column), labels);
    families.push_back({std::move(name), kind_of(metric), metric.unit, metric.help, group,
                        [writer](Writer& to) { (*writer)(to); }});
  }
}

}  // namespace sinks::prometheus
