#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

#include "core/engine/clock.hpp"

namespace core::engine {

// How late a loop is in running what is due. From this an overloaded exporter knows that its
// measurements mean nothing. Written by the loop, read from any thread.
class LagMeter {
 public:
  // Upper bounds of the buckets in seconds; one more bucket takes the rest.
  static constexpr std::array<double, 9> bounds_seconds = {0.001, 0.002, 0.005, 0.01, 0.02,
                                                           0.05,  0.1,   0.5,   1.0};

  struct Reading {
    std::array<std::uint64_t, bounds_seconds.size() + 1> counts{};  // per bucket, not cumulative
    double sum_seconds = 0;
  };

  void record(Time now, Nanos lag);  // [strand]
  Reading read() const;              // [thread-safe]
  Nanos worst_recent() const;        // the greatest lag of the last 5 to 10 s [thread-safe]

 private:
  static constexpr Nanos period = std::chrono::seconds(5);

  std::array<std::atomic<std::uint64_t>, bounds_seconds.size() + 1> counts_{};
  std::atomic<std::int64_t> sum_ns_ = 0;
  std::atomic<std::int64_t> worst_ns_ = 0;       // of the current period
  std::atomic<std::int64_t> last_worst_ns_ = 0;  // of the previous period
  std::atomic<std::int64_t> period_end_ns_ = 0;
};

}  // namespace core::engine
