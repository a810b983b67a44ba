// The present values of one stream's metrics.
#pragma once

#include <vex/service/snapshot.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::pipeline {

/// The values of a series' label keys. Series with equal labels share one.
class LabelSet {
 public:
  explicit LabelSet(std::span<const vex_str> labels);
  LabelSet(const LabelSet&) = delete;

  [[nodiscard]] bool equals(std::span<const vex_str> labels) const noexcept;
  [[nodiscard]] const vex_str* data() const noexcept { return views_.data(); }

 private:
  std::string text_;  // all of them, behind each other
  std::vector<vex_str> views_;
};

using LabelSetPtr = std::shared_ptr<const LabelSet>;

/// What the series of a stream are; shared by all snapshots until a series comes or goes.
class SeriesLayout {
 public:
  SeriesLayout(std::vector<vex_series> series, std::vector<LabelSetPtr> labels)
      : series_(std::move(series)), labels_(std::move(labels)) {}

  [[nodiscard]] std::span<const vex_series> series() const noexcept { return series_; }

 private:
  std::vector<vex_series> series_;
  std::vector<LabelSetPtr> labels_;  // owns what the series point into
};

/// How long a gauge is believed.
enum class Keeping {
  run,    // until its run fails, or until the next run that does not set it is over
  stream  // until it is taken away
};

/// [strand]
class SeriesStore {
 public:
  /// Sets a gauge or info, or adds to a counter. NaN takes a gauge away. `labels` holds one value
  /// for each key of the metric.
  void put(const vex_metric& metric, const vex_plugin* origin, std::span<const vex_str> labels,
           double value, Keeping keeping);

  void begin_run() noexcept { ++run_; }

  /// Drops what the failed run's instances have said; counters stay.
  void drop_run_values();

  /// Drops what earlier runs have said and the run that is complete has not repeated.
  void drop_stale_values();

  [[nodiscard]] std::shared_ptr<const SeriesLayout> layout();
  [[nodiscard]] std::vector<double> values() const;

 private:
  struct Entry {
    const vex_metric* metric;
    const vex_plugin* origin;
    LabelSetPtr labels;  // null: none
    double value;
    std::uint32_t run;
    Keeping keeping;
  };

  [[nodiscard]] static bool matches(const Entry& entry, const vex_metric& metric,
                                    std::span<const vex_str> labels) noexcept;
  [[nodiscard]] LabelSetPtr share(std::span<const vex_str> labels) const;
  template <class Predicate>
  void drop_if(Predicate predicate);

  std::vector<Entry> entries_;
  std::size_t next_ = 0;  // where the next put probably lands: emitters keep their order
  std::uint32_t run_ = 0;
  std::shared_ptr<const SeriesLayout> layout_;
};

}  // namespace core::pipeline
