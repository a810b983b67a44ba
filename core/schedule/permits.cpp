#include "core/schedule/permits.hpp"

#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"

namespace core::schedule {

/// `granted` is guarded by the mutex; `wait` belongs to the waiter's strand.
struct Permits::Waiter {
  engine::Loop& loop;
  bool granted = false;
  engine::Wait* wait = nullptr;  // null once nobody is waiting
};

std::optional<Permits::Permit> Permits::try_acquire() {
  const std::lock_guard lock(mutex_);
  if (in_use_ >= count_) return std::nullopt;
  ++in_use_;
  return Permit(*this);
}

Permits::Permit Permits::acquire() {
  std::shared_ptr<Waiter> waiter;
  {
    const std::lock_guard lock(mutex_);
    if (in_use_ < count_) {
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
  const std::lock_guard lock(mutex_);
  --in_use_;
  grant();
}

void Permits::set_count(std::size_t count) {
  const std::lock_guard lock(mutex_);
  count_ = count;
  grant();
}

/// Grants free permits to those who have waited longest.
void Permits::grant() {
  while (in_use_ < count_ && !waiters_.empty()) {
    const std::shared_ptr<Waiter> next = std::move(waiters_.front());
    waiters_.pop_front();
    ++in_use_;
    next->granted = true;
    next->loop.post([next] {
      if (next->wait != nullptr) next->wait->notify();
    });
  }
}

std::size_t Permits::in_use() const {
  const std::lock_guard lock(mutex_);
  return in_use_;
}

}  // namespace core::schedule
