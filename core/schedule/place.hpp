// Where one stream is watched: the loop it stays on, the slot that shows it, and its watcher, which
// can be replaced.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/engine/timer.hpp"
#include "core/schedule/watcher.hpp"

namespace core::schedule {

/// May be created on any thread; all work happens on its loop, in the order of the calls.
/// [thread-safe]
class Place : public std::enable_shared_from_this<Place> {
 public:
  /// `on_end` is called once, on the loop, after a retired or stopped watcher has ended, and after
  /// a single check.
  using OnEnd = std::function<void(const std::shared_ptr<Place>&)>;
  Place(engine::Loop& loop, net::Net& net, const Shared& shared, OnEnd on_end);
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  [[nodiscard]] const std::shared_ptr<pipeline::SnapshotSlot>& slot() const noexcept {
    return slot_;
  }

  /// Starts watching, and calls `on_begin` on the loop. Must be the first call.
  void begin(Assignment assignment, std::function<void()> on_begin);

  /// Replaces the current assignment, which stays watched until the new one's first delay is over.
  /// Firing findings continue to fire.
  void replace(Assignment assignment);

  void retire();  // like Watcher::retire
  void stop();    // like Watcher::stop

 private:
  void post(std::function<void()> work);
  void start(Assignment assignment);
  void end(void (Watcher::*how)());
  void on_watcher_end();
  void report_end();

  engine::Loop& loop_;
  net::Net& net_;
  const Shared shared_;
  const std::shared_ptr<pipeline::SnapshotSlot> slot_ = std::make_shared<pipeline::SnapshotSlot>();

  // Everything below belongs to the strand.
  OnEnd on_end_;
  std::unique_ptr<Watcher> watcher_;
  std::optional<Assignment> next_;
  engine::Timer replacing_;
  bool is_ending_ = false;
};

}  // namespace core::schedule
