// How evenly media arrives.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Arrival jitter of a window. Only the last packet of each read counts, since the others had
/// already arrived. A packet's lateness is its arrival time minus its decoding timestamp, minus the
/// smallest such difference among the packets of its kind of track in the window. So 0 is the most
/// punctual packet, and neither the offset between the clocks nor the interleaving of audio and
/// video matters.
class ArrivalJitter {
 public:
  /// In seconds; nearest rank.
  struct Spread {
    double median;
    double p95;
    double max;
  };

  void add(Kind kind, vex::Nanos arrival, vex::Nanos dts) noexcept;

  /// Ends the window and starts the next. Nothing if fewer than two reads were seen.
  std::optional<Spread> finish() noexcept;

 private:
  /// A window has some 100 reads if they are coalesced. If there are more, every second, then every
  /// fourth and so on is kept for the ranks; the maximum stays exact.
  static constexpr std::size_t capacity = 128;

  struct Range {
    bool is_open = false;
    vex::Nanos first{};
    float least = 0;  // seconds after `first`
    float greatest = 0;
  };

  void take_pending() noexcept;
  void keep(Kind kind, float lateness) noexcept;

  bool has_pending_ = false;
  Kind pending_kind_ = unknown;
  vex::Nanos pending_arrival_{};
  vex::Nanos pending_dts_{};

  std::array<Range, 3> ranges_{};
  std::array<float, capacity> kept_{};
  std::array<Kind, capacity> kinds_{};
  std::uint32_t count_ = 0;
  std::uint32_t reads_ = 0;
  std::uint32_t stride_ = 1;
};

}  // namespace analyzers
