// Carries the events of a probe on a thread of the blocking pool to the stream's strand.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>

#include "core/host/owned_event.hpp"

namespace core::engine {
class Loop;
}

namespace core::host {

/// Bounded: a probe that is faster than the strand has to wait.
class BlockingRelay : public std::enable_shared_from_this<BlockingRelay> {
 public:
  using Take = std::function<void(const vex_event& event)>;

  /// `take` is called on the loop; it must not throw.
  BlockingRelay(engine::Loop& loop, Take take) : loop_(loop), take_(std::move(take)) {}

  /// False once the relay is closed. Blocks while the queue is full. [pool-thread]
  bool push(std::unique_ptr<const OwnedEvent> event);

  /// Passes on what is queued. [strand]
  void drain();

  /// Accepts nothing more; callers waiting in push return. [thread-safe]
  void close();

 private:
  static constexpr std::size_t capacity = 4096;

  engine::Loop& loop_;
  const Take take_;
  std::mutex mutex_;
  std::condition_variable has_room_;
  std::deque<std::unique_ptr<const OwnedEvent>> queue_;
  bool is_posted_ = false;
  bool is_closed_ = false;
};

}  // namespace core::host
