#include "core/engine/lag_meter.hpp"

#include <algorithm>

namespace core::engine {
namespace {

std::int64_t count(Time instant) { return Nanos(instant.time_since_epoch()).count(); }

}  // namespace

void LagMeter::record(Time now, Nanos lag) {
  lag = std::max(lag, Nanos::zero());
  const double seconds = std::chrono::duration<double>(lag).count();
  const auto* bucket = std::lower_bound(bounds_seconds.begin(), bounds_seconds.end(), seconds);
  counts_[static_cast<std::size_t>(bucket - bounds_seconds.begin())].fetch_add(
      1, std::memory_order_relaxed);
  sum_ns_.fetch_add(lag.count(), std::memory_order_relaxed);

  if (const std::int64_t end = period_end_ns_.load(std::memory_order_relaxed); count(now) >= end) {
    const bool is_next = count(now) < end + period.count();
    last_worst_ns_.store(is_next ? worst_ns_.load(std::memory_order_relaxed) : 0,
                         std::memory_order_relaxed);
    worst_ns_.store(0, std::memory_order_relaxed);
    period_end_ns_.store(count(now) + period.count(), std::memory_order_relaxed);
  }
  if (lag.count() > worst_ns_.load(std::memory_order_relaxed))
    worst_ns_.store(lag.count(), std::memory_order_relaxed);
}

LagMeter::Reading LagMeter::read() const {
  Reading reading;
  for (std::size_t i = 0; i < counts_.size(); ++i)
    reading.counts[i] = counts_[i].load(std::memory_order_relaxed);
  reading.sum_seconds = static_cast<double>(sum_ns_.load(std::memory_order_relaxed)) * 1e-9;
  return reading;
}

Nanos LagMeter::worst_recent() const {
  return Nanos(std::max(worst_ns_.load(std::memory_order_relaxed),
                        last_worst_ns_.load(std::memory_order_relaxed)));
}

}  // namespace core::engine
