#include "core/pipeline/hub.hpp"

#include <vex/cpp/text.hpp>

#include <algorithm>
#include <tuple>
#include <vector>

namespace core::pipeline {
namespace {

/// What a vex_snapshot that was handed out points to.
struct Held : vex_snapshot {
  std::vector<StreamSnapshotPtr> owners;
  std::vector<const vex_stream_snapshot*> rows;
  OwnMetrics own_metrics;
};

auto order_of(const StreamSnapshotPtr& snapshot) {
  const vex_target& target = *snapshot->abi().target;
  return std::tuple(vex::text(target.project), vex::text(target.id));
}

}  // namespace

Hub::Hub(const Surroundings& surroundings, AddOwn add_own, IsValid is_valid)
    : surroundings_(surroundings), add_own_(std::move(add_own)), is_valid_(std::move(is_valid)) {}

void Hub::add(std::shared_ptr<SnapshotSlot> slot) {
  const std::lock_guard lock(mutex_);
  slots_.insert(std::move(slot));
}

void Hub::remove(const std::shared_ptr<SnapshotSlot>& slot) {
  const std::lock_guard lock(mutex_);
  slots_.erase(slot);
}

const vex_snapshot* Hub::acquire() const {
  auto held = std::make_unique<Held>();
  {
    const std::lock_guard lock(mutex_);
    held->owners.reserve(slots_.size());
    for (const auto& slot : slots_) {
      // A stream that was just added has no snapshot yet.
      if (auto latest = slot->load()) {
        held->owners.push_back(std::move(latest));
      }
    }
  }
  std::sort(held->owners.begin(), held->owners.end(),
            [](const auto& a, const auto& b) { return order_of(a) < order_of(b); });
  Counts counts;
  held->rows.reserve(held->owners.size());
  for (const StreamSnapshotPtr& snapshot : held->owners) {
    held->rows.push_back(&snapshot->abi());
    ++(snapshot->abi().up == VEX_YES  ? counts.up
       : snapshot->abi().up == VEX_NO ? counts.down
                                      : counts.unknown);
  }
  add_own_(held->own_metrics, counts);
  const auto own = held->own_metrics.finish();
  held->size = sizeof(vex_snapshot);
  held->measurement_valid = is_valid_() ? VEX_YES : VEX_NO;
  held->time = surroundings_.now();
  held->streams = held->rows.data();
  held->stream_count = held->rows.size();
  vex_snapshot& abi = *held;
  abi.own = own.data();
  abi.own_count = own.size();
  return held.release();
}

void Hub::release(const vex_snapshot* snapshot) noexcept {
  delete static_cast<const Held*>(snapshot);
}

}  // namespace core::pipeline
