// The exporter's own metrics at one instant, with everything they point to.
#pragma once

#include <vex/service/snapshot.h>

#include <deque>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::pipeline {

class OwnMetrics {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// Describes a metric. Texts are literals.
  struct Family {
    const char* name;
    std::uint32_t type;  // VEX_OWN_*
    const char* unit;
    const char* help;
  };

  OwnMetrics() = default;
  OwnMetrics(const OwnMetrics&) = delete;
  OwnMetrics& operator=(const OwnMetrics&) = delete;

  /// Samples of one family must be added consecutively.
  void add(const Family& family, double value, Labels labels = {});

  /// `counts` are cumulative: one per bound, and one for +Inf. `bounds` outlives this.
  void add_histogram(const Family& family, std::span<const double> bounds,
                     std::vector<std::uint64_t> counts, double sum, Labels labels = {});

  /// What has been added; nothing may be added after this call.
  [[nodiscard]] std::span<const vex_own_metric> finish();

 private:
  struct Group {
    vex_own_metric metric;
    std::vector<vex_own_sample> samples;
  };

  vex_own_sample& add_sample(const Family& family, Labels labels);

  std::deque<std::string> texts_;
  std::deque<std::vector<vex_pair>> labels_;
  std::deque<std::vector<std::uint64_t>> counts_;
  std::vector<Group> groups_;
  std::vector<vex_own_metric> metrics_;
};

}  // namespace core::pipeline
