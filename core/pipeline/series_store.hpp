// The present values of one stream's metrics.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace core::pipeline {

/// Label sets in one block with their texts: the values of a series' label keys, one for each.
/// Series of a stream with equal labels share a set.
using LabelBlock = std::shared_ptr<const vex_str[]>;

/// What the series of a stream are; shared by all snapshots until a series comes or goes.
class SeriesLayout {
 public:
  [[nodiscard]] std::span<const vex_series> series() const noexcept { return series_; }

 private:
  friend class SeriesStore;

  std::vector<vex_series> series_;
  std::vector<LabelBlock> labels_;  // own what the series point into
};

/// How long a gauge is believed.
enum class Keeping : std::uint8_t {
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

  void begin_run() noexcept;

  /// Drops what the failed run's instances have said; counters stay.
  void drop_run_values();

  /// Drops what earlier runs have said and the run that is complete has not repeated.
  void drop_stale_values();

  [[nodiscard]] std::shared_ptr<const SeriesLayout> layout();
  [[nodiscard]] const std::vector<double>& values() const noexcept { return values_; }

 private:
  struct Mark {
    Keeping keeping;
    bool is_of_this_run;  // set since the last begin_run()
  };

  [[nodiscard]] static bool matches(const vex_series& series, const vex_metric& metric,
                                    std::span<const vex_str> labels) noexcept;
  [[nodiscard]] std::size_t find(const vex_metric& metric, std::span<const vex_str> labels) const;
  [[nodiscard]] const vex_str* share(std::span<const vex_str> labels);
  SeriesLayout& changing_layout();
  void pack_labels();
  template <class Predicate>
  void drop_if(Predicate predicate);

  // Of the series at the same places of the layout; apart, as a stream has some 60 of them.
  std::vector<double> values_;
  std::vector<Mark> marks_;
  std::shared_ptr<SeriesLayout> layout_ = std::make_shared<SeriesLayout>();
  bool is_handed_out_ = false;  // the layout must not change any more
  std::size_t next_ = 0;        // where the next put probably lands: emitters keep their order
};

}  // namespace core::pipeline
