// The stability of the bitrate.
#pragma once

#include <vex/vex.hpp>

#include "plugins/analyzers/variation.hpp"

namespace analyzers {

/// Compares the bitrates of the last ten windows, across reconnections and samples.
class Stability final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"stability", "1.0.0",
                                  "Measures how much the bitrate varies from window to window"};

  static constexpr vex::Gauge variation{
      "stability",
      "ratio",
      "Coefficient of variation of the bitrates of the last ten windows; needs three.",
      {},
      vex::internal};
  static constexpr vex::Gauge score{
      "stability_level",
      "",
      "2 below a coefficient of variation of 0.15, 1 below 0.30, else 0.",
      {},
      vex::internal};
  static constexpr auto metrics = vex::metrics(variation, score);

  static constexpr vex::Rule unstable_bitrate{
      "unstable_bitrate",
      vex::Severity::info,
      "The coefficient of variation of the last windows' bitrates reaches the limit.",
      "ratio",
      {"0.30", "60s", "60s"}};
  static constexpr auto rules = vex::rules(unstable_bitrate);

  static constexpr auto after = vex::words("traffic");
  static constexpr auto lifetime = vex::Lifetime::stream;
  static constexpr std::uint64_t wants = vex::wants(VEX_EVENT_METRIC, VEX_EVENT_STATE);

  explicit Stability(const vex::Setup& setup)
      : Analyzer(setup), limit_(setup.limit(unstable_bitrate)) {}

  void on_sample(const vex::Sample& sample) override;
  void on_state(const vex::State& state) override;

 private:
  const double limit_;
  vex::MetricOf bitrate_{"bitrate"};
  LastTen bitrates_;
};

}  // namespace analyzers
