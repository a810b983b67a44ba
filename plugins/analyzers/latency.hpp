// The age of media on arrival.
#pragma once

#include <optional>
#include <vector>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Compares the exporter's wall clock with the sender's, if the stream provides it; both must be
/// set correctly. A stream that does not provide it has no latency and costs next to nothing.
class Latency final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"latency", "1.0.0",
                                  "Measures the age of media by the sender's clock"};

  static constexpr vex::Number max_latency{
      "max_latency", "0", "Seconds above which high_latency is broken; 0: never", {"0"}};
  static constexpr auto options = vex::options(max_latency);

  static constexpr vex::Gauge live_latency{
      "live_latency", "seconds", "Age of the newest media by the sender's wall clock.", {"source"}};
  static constexpr auto metrics = vex::metrics(live_latency);

  static constexpr vex::Rule high_latency{"high_latency",
                                          vex::Severity::warning,
                                          "Media is older than the configured max_latency.",
                                          "seconds",
                                          {nullptr, "30s", "30s"}};
  static constexpr auto rules = vex::rules(high_latency);

  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_TRACK, VEX_EVENT_PACKET, VEX_EVENT_CLOCK_REFERENCE);

  explicit Latency(const vex::Setup& setup) : Analyzer(setup), max_latency_(setup[max_latency]) {}

  void on_track(const vex::Track& track) override { kinds_.add(track); }
  void on_packet(const vex::Packet& packet) override;
  void on_clock_reference(const vex::ClockReference& reference) override;
  void on_tick(vex::Nanos now) override;

 private:
  struct Newest {
    vex::ClockReference reference{};
    std::optional<vex::Nanos> latency{};  // of the newest packet since the last tick
  };

  const double max_latency_;
  TrackKinds kinds_;
  std::vector<Newest> tracks_;
};

}  // namespace analyzers
