#include "core/schedule/permits.hpp"

#include <algorithm>

#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"

namespace core::schedule {

/// `granted` belongs to the mutex, `wait` to the strand of the one who waits.
struct Permits::Waiter {
  engine::Loop& loop;
  bool granted = false;
  engine::Wait* wait = nullptr;  // null once nobody waits any more
};

Permits::Permit Permits::acquire() {
  std::shared_ptr<Waiter> waiter;
  {
    const std::lock_guard lock(mutex_);
    if (free_ > 0) {
      --free_;
      ++in_use_;
      return Permit(*this);
    }
    waiter = std::make_shared<Waiter>(Waiter{*engine::Loop::current()});
    waiters_.push_back(waiter);
  }
  engine::Wait wait;
  waiter->wait = &wait;
  try {
    wait.until(engine::never);
  } catch (...) {
    waiter->wait = nullptr;
    bool granted = false;
    {
      const std::lock_guard lock(mutex_);
      granted = waiter->granted;
      if (!granted) std::erase(waiters_, waiter);
    }
    if (granted) release();
    throw;
  }
  return Permit(*this);
}

void Permits::release() {
  std::shared_ptr<Waiter> next;
  {
    const std::lock_guard lock(mutex_);
    if (waiters_.empty()) {
      ++free_;
      --in_use_;
      return;
    }
    next = std::move(waiters_.front());
    waiters_.pop_front();
    next->granted = true;
  }
  next->loop.post([next] {
    if (next->wait != nullptr) next->wait->notify();
  });
}

std::size_t Permits::in_use() const {
  const std::lock_guard lock(mutex_);
  return in_use_;
}

}  // namespace core::schedule
