#include "core/pipeline/series_store.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace core::pipeline {

LabelSet::LabelSet(std::span<const vex_str> labels) {
  for (const vex_str& label : labels) text_.append(label.data, label.size);
  views_.reserve(labels.size());
  std::size_t at = 0;
  for (const vex_str& label : labels) {
    views_.push_back({text_.data() + at, label.size});
    at += label.size;
  }
}

bool LabelSet::equals(std::span<const vex_str> labels) const noexcept {
  return std::equal(views_.begin(), views_.end(), labels.begin(), labels.end(),
                    [](const vex_str& mine, const vex_str& other) {
                      return std::string_view(mine.data, mine.size) ==
                             std::string_view(other.data, other.size);
                    });
}

bool SeriesStore::matches(const Entry& entry, const vex_metric& metric,
                          std::span<const vex_str> labels) noexcept {
  if (entry.metric != &metric) return false;
  return entry.labels ? entry.labels->equals(labels) : labels.empty();
}

LabelSetPtr SeriesStore::share(std::span<const vex_str> labels) const {
  if (labels.empty()) return nullptr;
  for (const Entry& entry : entries_) {
    if (entry.labels && entry.labels->equals(labels)) return entry.labels;
  }
  return std::make_shared<const LabelSet>(labels);
}

void SeriesStore::put(const vex_metric& metric, const vex_plugin* origin,
                      std::span<const vex_str> labels, double value, Keeping keeping) {
  std::size_t at = next_;
  if (at >= entries_.size() || !matches(entries_[at], metric, labels)) {
    at = 0;
    while (at < entries_.size() && !matches(entries_[at], metric, labels)) ++at;
  }
  if (metric.type != VEX_METRIC_COUNTER && std::isnan(value)) {
    if (at == entries_.size()) return;
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(at));
    layout_.reset();
    return;
  }
  if (at == entries_.size()) {
    entries_.push_back({&metric, origin, share(labels), 0, run_, keeping});
    layout_.reset();
  }
  Entry& entry = entries_[at];
  entry.value = metric.type == VEX_METRIC_COUNTER ? entry.value + value : value;
  entry.run = run_;
  next_ = at + 1;
}

template <class Predicate>
void SeriesStore::drop_if(Predicate predicate) {
  const std::size_t dropped = std::erase_if(entries_, [&](const Entry& entry) {
    return entry.metric->type != VEX_METRIC_COUNTER && entry.keeping == Keeping::run &&
           predicate(entry);
  });
  if (dropped > 0) layout_.reset();
}

void SeriesStore::drop_run_values() {
  drop_if([](const Entry&) { return true; });
}

void SeriesStore::drop_stale_values() {
  drop_if([this](const Entry& entry) { return entry.run != run_; });
}

std::shared_ptr<const SeriesLayout> SeriesStore::layout() {
  if (!layout_) {
    // Series hardly come and go once a stream runs: what growing left over is given back.
    entries_.shrink_to_fit();
    std::vector<vex_series> series;
    std::vector<LabelSetPtr> labels;
    series.reserve(entries_.size());
    for (const Entry& entry : entries_) {
      series.push_back({entry.metric, entry.origin, entry.labels ? entry.labels->data() : nullptr});
      if (entry.labels) labels.push_back(entry.labels);
    }
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    labels.shrink_to_fit();
    layout_ = std::make_shared<const SeriesLayout>(std::move(series), std::move(labels));
  }
  return layout_;
}

std::vector<double> SeriesStore::values() const {
  std::vector<double> values;
  values.reserve(entries_.size());
  for (const Entry& entry : entries_) values.push_back(entry.value);
  return values;
}

}  // namespace core::pipeline
