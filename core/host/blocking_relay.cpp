#include "core/host/blocking_relay.hpp"

#include "core/engine/loop.hpp"

namespace core::host {

bool BlockingRelay::push(std::unique_ptr<const OwnedEvent> event) {
  std::unique_lock lock(mutex_);
  has_room_.wait(lock, [this] { return is_closed_ || queue_.size() < capacity; });
  if (is_closed_) return false;
  queue_.push_back(std::move(event));
  if (is_posted_) return true;
  is_posted_ = true;
  lock.unlock();
  loop_.post([self = shared_from_this()] { self->drain(); });
  return true;
}

void BlockingRelay::drain() {
  std::deque<std::unique_ptr<const OwnedEvent>> batch;
  {
    const std::lock_guard lock(mutex_);
    is_posted_ = false;
    if (is_closed_) return;
    batch.swap(queue_);
  }
  has_room_.notify_all();
  for (const auto& event : batch) take_(event->event());
}

void BlockingRelay::close() {
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    queue_.clear();
  }
  has_room_.notify_all();
}

}  // namespace core::host
