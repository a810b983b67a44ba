// Where one stream is watched: a loop that it stays on, a slot where it is seen, and its watcher,
// which may give way to another.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/engine/timer.hpp"
#include "core/schedule/watcher.hpp"

namespace core::schedule {

/// Made anywhere; all of it happens on its loop, in the order of the calls. [thread-safe]
class Place : public std::enable_shared_from_this<Place> {
 public:
  /// `on_end` is called once, on the loop, when what was retired or stopped is over, and after a
  /// single check.
  using OnEnd = std::function<void(const std::shared_ptr<Place>&)>;
  Place(engine::Loop& loop, net::Net& net, const Shared& shared, OnEnd on_end);
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  [[nodiscard]] const std::shared_ptr<pipeline::SnapshotSlot>& slot() const noexcept {
    return slot_;
  }

  /// Begins to watch, and calls `on_begin` on the loop. The first call.
  void begin(Assignment assignment, std::function<void()> on_begin);

  /// Puts the assignment in the place of the present one, which is watched until its first delay is
  /// over. What fires then fires on.
  void replace(Assignment assignment);

  void retire();  // as Watcher::retire
  void stop();    // as Watcher::stop

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

  // All that follows belongs to the strand.
  OnEnd on_end_;
  std::unique_ptr<Watcher> watcher_;
  std::optional<Assignment> next_;
  engine::Timer replacing_;
  bool is_ending_ = false;
};

}  // namespace core::schedule
