// Replaces the in-memory queue in front of a durable sink.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace core::pipeline {

class DurableQueue {
 public:
  virtual ~DurableQueue() = default;

  /// Called before a sink's thread starts to take entries.
  virtual void open() = 0;

  /// Tells the sink's thread to finish: waits return at once, and no further wait blocks.
  /// [thread-safe]
  virtual void close() = 0;

  /// Waits until an entry is due, the time has come, or the queue is closed. Returns whether one is
  /// due. [sink-thread]
  virtual bool wait_until(std::chrono::steady_clock::time_point time) = 0;

  /// Entries handed out so far. [sink-thread]
  [[nodiscard]] virtual std::uint64_t handed_out() const = 0;

  [[nodiscard]] virtual std::size_t length() const = 0;  // [thread-safe]
  /// UNIX time of the oldest waiting entry, in nanoseconds; 0: nothing is waiting. [thread-safe]
  [[nodiscard]] virtual std::int64_t oldest() const = 0;
  [[nodiscard]] virtual std::uint64_t dropped() const = 0;  // [thread-safe]
};

}  // namespace core::pipeline
