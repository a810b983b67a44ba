#include "sinks/prometheus/own_families.hpp"

#include <vex/cpp/snapshot.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

namespace sinks::prometheus {
namespace {

Kind kind_of(std::uint32_t type) {
  switch (type) {
    case VEX_OWN_GAUGE:
      return Kind::gauge;
    case VEX_OWN_COUNTER:
      return Kind::counter;
    case VEX_OWN_HISTOGRAM:
      return Kind::histogram;
    case VEX_OWN_INFO:
      return Kind::info;
    default:
      return Kind::untyped;
  }
}

void write_pairs(Writer& to, std::span<const vex_pair> labels) {
  std::string_view separator;
  for (const vex_pair& label : labels) {
    to.put(separator);
    to.put(vex::text(label.key));
    to.put("=\"");
    to.put_label_value(vex::text(label.value));
    to.put("\"");
    separator = ",";
  }
}

void write_sample(Writer& to, std::string_view name, std::string_view suffix,
                  std::span<const vex_pair> labels, double value) {
  to.put(name);
  to.put(suffix);
  if (!labels.empty()) {
    to.put("{");
    write_pairs(to, labels);
    to.put("}");
  }
  to.put(" ");
  to.put_number(value);
  to.put("\n");
}

/// OpenMetrics writes an integral bound as "1.0", so that it has only one spelling.
void write_bound(Writer& to, double bound, Form form) {
  to.put_number(bound);
  const bool is_whole = std::isfinite(bound) && bound == std::trunc(bound);
  if (form == Form::openmetrics && is_whole && std::abs(bound) < 1e15) to.put(".0");
}

void write_histogram(Writer& to, const vex_own_metric& metric, const vex_own_sample& sample,
                     Form form) {
  const std::string_view name = metric.name;
  const std::span labels(sample.labels, sample.label_count);
  for (std::size_t i = 0; i <= metric.bound_count; ++i) {
    const bool is_last = i == metric.bound_count;
    to.put(name);
    to.put("_bucket{");
    write_pairs(to, labels);
    to.put(labels.empty() ? "le=\"" : ",le=\"");
    write_bound(to, is_last ? std::numeric_limits<double>::infinity() : metric.bounds[i], form);
    to.put("\"} ");
    to.put_number(static_cast<double>(sample.counts[i]));
    to.put("\n");
  }
  write_sample(to, name, "_sum", labels, sample.value);
  write_sample(to, name, "_count", labels, static_cast<double>(sample.counts[metric.bound_count]));
}

void write_samples(Writer& to, const vex_own_metric& metric, Form form) {
  for (const vex_own_sample& sample : std::span(metric.samples, metric.sample_count)) {
    if (std::isnan(sample.value)) continue;
    if (metric.type == VEX_OWN_HISTOGRAM) {
      write_histogram(to, metric, sample, form);
    } else {
      write_sample(to, metric.name, "", {sample.labels, sample.label_count}, sample.value);
    }
  }
}

bool has_value(const vex_own_metric& metric) {
  const std::span samples(metric.samples, metric.sample_count);
  return std::any_of(samples.begin(), samples.end(),
                     [](const vex_own_sample& sample) { return !std::isnan(sample.value); });
}

}  // namespace

void append_own_families(const vex_snapshot& snapshot, Form form, std::vector<Family>& families) {
  for (const vex_own_metric& metric : vex::own(snapshot)) {
    if (!has_value(metric)) continue;
    families.push_back({metric.name, kind_of(metric.type), metric.unit, metric.help, exporter_group,
                        [&metric, form](Writer& to) { write_samples(to, metric, form); }});
  }
}

}  // namespace sinks::prometheus
