// The current values of one stream's metrics.
#pragma once

#include <vex/service/snapshot.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace core::pipeline {

/// A block of label sets with their texts: one value for each label key of a series. Series of a
/// stream with equal labels share a set.
using LabelBlock = std::shared_ptr<const vex_str[]>;

/// Describes the series of a stream; shared by all snapshots until a series comes or goes.
class SeriesLayout {
 public:
  [[nodiscard]] std::span<const vex_series> series() const noexcept { return series_; }

 private:
  friend class SeriesStore;

  std::vector<vex_series> series_;
  std::vector<LabelBlock> labels_;  // own what the series point to
};

/// How long a gauge stays valid.
enum class Keeping : std::uint8_t {
  run,    // until its run fails, or until a later run ends without setting it
  stream  // until it is taken away
};

/// [strand]
class SeriesStore {
 public:
  /// Sets a gauge or info, or adds to a counter. NaN removes a gauge. `labels` holds one value for
  /// each key of the metric.
  void put(const vex_metric& metric, const vex_plugin* origin, std::span<const vex_str> labels,
           double value, Keeping keeping);

  void begin_run() noexcept;

  /// Removes what the instances of the failed run have set; counters stay.
  void drop_run_values();

  /// Removes what earlier runs have set and the completed run has not repeated.
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

  // Parallel to the series of the layout; separate, because a stream has some 60 of them.
  std::vector<double> values_;
  std::vector<Mark> marks_;
  std::shared_ptr<SeriesLayout> layout_ = std::make_shared<SeriesLayout>();
  bool is_handed_out_ = false;  // the layout must no longer change
  std::size_t next_ = 0;  // where the next put is likely to land, since emitters keep their order
};

}  // namespace core::pipeline
