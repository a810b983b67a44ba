#include "core/pipeline/own_metrics.hpp"

#include <vex/cpp/text.hpp>

namespace core::pipeline {

vex_own_sample& OwnMetrics::add_sample(const Family& family, Labels labels) {
  if (groups_.empty() || std::string_view(groups_.back().metric.name) != family.name) {
    groups_.push_back(
        {{family.name, family.type, 0, family.unit, family.help, nullptr, 0, nullptr, 0}, {}});
  }
  auto& pairs = labels_.emplace_back();
  for (const auto& [key, value] : labels) {
    const std::string& kept_key = texts_.emplace_back(key);
    const std::string& kept_value = texts_.emplace_back(value);
    pairs.push_back(vex::pair(kept_key, kept_value));
  }
  return groups_.back().samples.emplace_back(
      vex_own_sample{pairs.data(), pairs.size(), 0, nullptr});
}

void OwnMetrics::add(const Family& family, double value, Labels labels) {
  add_sample(family, labels).value = value;
}

void OwnMetrics::add_histogram(const Family& family, std::span<const double> bounds,
                               std::vector<std::uint64_t> counts, double sum, Labels labels) {
  vex_own_sample& sample = add_sample(family, labels);
  sample.value = sum;
  sample.counts = counts_.emplace_back(std::move(counts)).data();
  groups_.back().metric.bounds = bounds.data();
  groups_.back().metric.bound_count = bounds.size();
}

std::span<const vex_own_metric> OwnMetrics::finish() {
  for (Group& group : groups_) {
    group.metric.samples = group.samples.data();
    group.metric.sample_count = group.samples.size();
    metrics_.push_back(group.metric);
  }
  return metrics_;
}

}  // namespace core::pipeline
