// The latest snapshots of all streams, for whoever needs them together.
#pragma once

#include <vex/service/snapshot.h>

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "core/pipeline/own_metrics.hpp"
#include "core/pipeline/snapshot.hpp"
#include "core/pipeline/stream.hpp"

namespace core::pipeline {

/// [thread-safe]
class Hub {
 public:
  /// The number of streams in each state.
  struct Counts {
    std::size_t up = 0;
    std::size_t down = 0;
    std::size_t unknown = 0;
  };

  /// Adds the exporter's own metrics to a snapshot under construction.
  using AddOwn = std::function<void(OwnMetrics& metrics, const Counts& counts)>;
  using IsValid = std::function<bool()>;

  Hub(const Surroundings& surroundings, AddOwn add_own, IsValid is_valid);

  void add(std::shared_ptr<SnapshotSlot> slot);
  void remove(const std::shared_ptr<SnapshotSlot>& slot);

  /// Never null; returned through release.
  [[nodiscard]] const vex_snapshot* acquire() const;
  static void release(const vex_snapshot* snapshot) noexcept;

 private:
  const Surroundings& surroundings_;
  const AddOwn add_own_;
  const IsValid is_valid_;
  mutable std::mutex mutex_;
  std::unordered_set<std::shared_ptr<SnapshotSlot>> slots_;
};

}  // namespace core::pipeline
