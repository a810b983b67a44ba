// What stands in front of a durable sink instead of the queue in memory.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace core::pipeline {

class DurableQueue {
 public:
  virtual ~DurableQueue() = default;

  /// A sink's thread begins to take from it.
  virtual void open() = 0;

  /// The sink's thread shall come to its end: waits are over at once, and the last is not followed
  /// by another. [thread-safe]
  virtual void close() = 0;

  /// Waits until an entry is due, the time has come, or it is closed. Whether one is due.
  /// [sink-thread]
  virtual bool wait_until(std::chrono::steady_clock::time_point time) = 0;

  /// Entries that were handed out so far. [sink-thread]
  [[nodiscard]] virtual std::uint64_t handed_out() const = 0;

  [[nodiscard]] virtual std::size_t length() const = 0;  // [thread-safe]
  /// UNIX time of the oldest of what waits, in nanoseconds; 0: nothing waits. [thread-safe]
  [[nodiscard]] virtual std::int64_t oldest() const = 0;
  [[nodiscard]] virtual std::uint64_t dropped() const = 0;  // [thread-safe]
};

}  // namespace core::pipeline
