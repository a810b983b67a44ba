// Counts the results of a sink's deliveries.
#pragma once

#include <vex/service/delivery.h>

#include <array>
#include <atomic>
#include <cstdint>

namespace core::pipeline {

/// [thread-safe]
class Deliveries {
 public:
  static constexpr std::uint32_t first = VEX_DELIVERY_DELIVERED;
  static constexpr std::uint32_t last = VEX_DELIVERY_EXPIRED;

  /// Results unknown to this version are not counted.
  void count(std::uint32_t result) noexcept {
    if (result >= first && result <= last) {
      counts_[result - first].fetch_add(1, std::memory_order_relaxed);
    }
  }

  [[nodiscard]] std::uint64_t of(std::uint32_t result) const noexcept {
    return counts_[result - first].load(std::memory_order_relaxed);
  }

 private:
  std::array<std::atomic<std::uint64_t>, last - first + 1> counts_{};
};

}  // namespace core::pipeline
