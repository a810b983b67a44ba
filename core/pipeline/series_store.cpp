#include "core/pipeline/series_store.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace core::pipeline {
namespace {

bool equal(std::span<const vex_str> one, std::span<const vex_str> other) noexcept {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const vex_str& a, const vex_str& b) {
                      return std::string_view(a.data, a.size) == std::string_view(b.data, b.size);
                    });
}

std::size_t label_count(const vex_metric& metric) noexcept {
  std::size_t count = 0;
  while (count < VEX_LABELS_MAX && metric.labels[count] != nullptr) ++count;
  return count;
}

/// A block that label sets are copied into one after another.
class BlockWriter {
 public:
  BlockWriter(std::size_t label_count, std::size_t text_size)
      : block_(std::make_shared<vex_str[]>(label_count +
                                           (text_size + sizeof(vex_str) - 1) / sizeof(vex_str))),
        next_text_(reinterpret_cast<char*>(block_.get() + label_count)) {}

  const vex_str* add(std::span<const vex_str> labels) {
    const vex_str* const first = block_.get() + used_;
    for (const vex_str& label : labels) {
      block_[used_++] = {next_text_, label.size};
      next_text_ = std::copy_n(label.data, label.size, next_text_);
    }
    return first;
  }

  [[nodiscard]] LabelBlock take() { return std::move(block_); }

 private:
  std::shared_ptr<vex_str[]> block_;
  std::ptrdiff_t used_ = 0;
  char* next_text_;
};

/// Grows by a little at a time. Many streams grow simultaneously, and the process would keep the
/// memory if each doubled its capacity.
template <class Row>
void make_room(std::vector<Row>& rows) {
  constexpr std::size_t step = 8;
  if (rows.size() == rows.capacity()) rows.reserve(rows.size() + step);
}

std::size_t text_size(std::span<const vex_str> labels) noexcept {
  std::size_t size = 0;
  for (const vex_str& label : labels) size += label.size;
  return size;
}

}  // namespace

bool SeriesStore::matches(const vex_series& series, const vex_metric& metric,
                          std::span<const vex_str> labels) noexcept {
  if (series.metric != &metric) return false;
  if (series.labels == nullptr) return labels.empty();
  return equal({series.labels, labels.size()}, labels);
}

std::size_t SeriesStore::find(const vex_metric& metric, std::span<const vex_str> labels) const {
  const std::span<const vex_series> series = layout_->series();
  if (next_ < series.size() && matches(series[next_], metric, labels)) return next_;
  std::size_t at = 0;
  while (at < series.size() && !matches(series[at], metric, labels)) ++at;
  return at;
}

SeriesLayout& SeriesStore::changing_layout() {
  if (is_handed_out_) layout_ = std::make_shared<SeriesLayout>(*layout_);
  is_handed_out_ = false;
  return *layout_;
}

/// Only while the layout is being changed.
const vex_str* SeriesStore::share(std::span<const vex_str> labels) {
  if (labels.empty()) return nullptr;
  for (const vex_series& series : layout_->series_) {
    if (series.labels != nullptr && label_count(*series.metric) == labels.size() &&
        equal({series.labels, labels.size()}, labels)) {
      return series.labels;
    }
  }
  BlockWriter writer(labels.size(), text_size(labels));
  const vex_str* const set = writer.add(labels);
  layout_->labels_.push_back(writer.take());
  return set;
}

void SeriesStore::put(const vex_metric& metric, const vex_plugin* origin,
                      std::span<const vex_str> labels, double value, Keeping keeping) {
  const std::size_t at = find(metric, labels);
  if (metric.type != VEX_METRIC_COUNTER && std::isnan(value)) {
    if (at == values_.size()) return;
    const auto place = static_cast<std::ptrdiff_t>(at);
    SeriesLayout& layout = changing_layout();
    layout.series_.erase(layout.series_.begin() + place);
    values_.erase(values_.begin() + place);
    marks_.erase(marks_.begin() + place);
    return;
  }
  if (at == values_.size()) {
    SeriesLayout& layout = changing_layout();
    make_room(layout.series_);
    make_room(values_);
    make_room(marks_);
    layout.series_.push_back({&metric, origin, share(labels)});
    values_.push_back(0);
    marks_.push_back({keeping, true});
  }
  values_[at] = metric.type == VEX_METRIC_COUNTER ? values_[at] + value : value;
  marks_[at].is_of_this_run = true;
  next_ = at + 1;
}

void SeriesStore::begin_run() noexcept {
  for (Mark& mark : marks_) mark.is_of_this_run = false;
}

/// Moves the label sets in use into a single block. Only while the layout is being changed.
void SeriesStore::pack_labels() {
  std::vector<const vex_str*> sets;  // in use, without repetition
  std::size_t labels = 0;
  std::size_t text = 0;
  for (const vex_series& series : layout_->series_) {
    if (series.labels == nullptr || std::ranges::find(sets, series.labels) != sets.end()) continue;
    sets.push_back(series.labels);
    labels += label_count(*series.metric);
    text += text_size({series.labels, label_count(*series.metric)});
  }
  BlockWriter writer(labels, text);
  for (const vex_str* const set : sets) {
    const vex_str* packed = nullptr;
    for (vex_series& series : layout_->series_) {
      if (series.labels != set) continue;
      if (packed == nullptr) packed = writer.add({set, label_count(*series.metric)});
      series.labels = packed;
    }
  }
  layout_->labels_.assign(1, writer.take());
}

template <class Predicate>
void SeriesStore::drop_if(Predicate predicate) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < marks_.size(); ++i) {
    const bool is_dropped = layout_->series_[i].metric->type != VEX_METRIC_COUNTER &&
                            marks_[i].keeping == Keeping::run && predicate(marks_[i]);
    if (is_dropped) {
      changing_layout();
      continue;
    }
    if (kept != i) {
      values_[kept] = values_[i];
      marks_[kept] = marks_[i];
      layout_->series_[kept] = layout_->series_[i];
    }
    ++kept;
  }
  if (kept == marks_.size()) return;
  values_.resize(kept);
  marks_.resize(kept);
  layout_->series_.resize(kept);
}

void SeriesStore::drop_run_values() {
  drop_if([](const Mark&) { return true; });
}

void SeriesStore::drop_stale_values() {
  drop_if([](const Mark& mark) { return !mark.is_of_this_run; });
}

std::shared_ptr<const SeriesLayout> SeriesStore::layout() {
  if (!is_handed_out_) {
    // Series rarely come and go once a stream runs, so spare capacity is released.
    values_.shrink_to_fit();
    marks_.shrink_to_fit();
    layout_->series_.shrink_to_fit();
    pack_labels();
    layout_->labels_.shrink_to_fit();
    is_handed_out_ = true;
  }
  return layout_;
}

}  // namespace core::pipeline
