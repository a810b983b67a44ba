// Limits the number of concurrent sampled runs over all I/O threads.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace core::schedule {

class Permits {
 public:
  explicit Permits(std::size_t count) : count_(count) {}

  /// Held by one run.
  class Permit {
   public:
    explicit Permit(Permits& permits) noexcept : permits_(&permits) {}
    Permit(Permit&& other) noexcept : permits_(std::exchange(other.permits_, nullptr)) {}
    Permit& operator=(Permit&&) = delete;
    ~Permit() {
      if (permits_ != nullptr) permits_->release();
    }

   private:
    Permits* permits_;
  };

  /// Waits in first-come, first-served order. Throws vex::Error if the current fiber is cancelled.
  /// [suspends]
  [[nodiscard]] Permit acquire();

  /// Takes a permit if one is free. [thread-safe]
  [[nodiscard]] std::optional<Permit> try_acquire();

  /// Changes the number of permits. Permits already held stay valid. [thread-safe]
  void set_count(std::size_t count);

  /// The number of runs that hold a permit. [thread-safe]
  [[nodiscard]] std::size_t in_use() const;

 private:
  struct Waiter;

  void release();
  void grant();

  mutable std::mutex mutex_;
  std::size_t count_;
  std::size_t in_use_ = 0;
  std::deque<std::shared_ptr<Waiter>> waiters_;
};

}  // namespace core::schedule
