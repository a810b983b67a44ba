// All streams under watch, spread over the I/O threads.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/hub.hpp"
#include "core/schedule/permits.hpp"

namespace core::engine {
class Loop;
class LoopPool;
}  // namespace core::engine
namespace core::net {
class Network;
}  // namespace core::net

namespace core::schedule {

class Watcher;
struct Assignment;

class Scheduler {
 public:
  /// The arguments outlive the scheduler.
  Scheduler(engine::LoopPool& loops, net::Network& network, pipeline::Surroundings& surroundings,
            pipeline::Hub& hub, unsigned max_concurrent);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();

  /// Begins to watch the streams. [startup]
  void start(const std::vector<config::Stream>& streams);

  /// Ends all runs and waits until the last one is over. [startup]
  void stop();

  /// Whether all streams are scheduled. [thread-safe]
  [[nodiscard]] bool is_ready() const noexcept { return pending_.load() == 0; }
  [[nodiscard]] std::size_t runs_in_progress() const noexcept { return runs_in_progress_.load(); }

  /// One check of one stream, apart from those under watch; blocks the calling thread. What was
  /// seen until `longest` counts (0: as long as the phases' own bounds allow). Null when it was
  /// cancelled or the scheduler stops. Not from an I/O thread. [thread-safe]
  [[nodiscard]] pipeline::StreamSnapshotPtr check(const config::Stream& stream,
                                                  std::chrono::nanoseconds longest,
                                                  std::stop_token cancelled);

 private:
  struct Watched;

  [[nodiscard]] static Assignment assign(const config::Stream& stream);
  void launch(const std::shared_ptr<Watched>& watched, Assignment assignment);
  void forget(const Watched* watched);

  engine::LoopPool& loops_;
  net::Network& network_;
  pipeline::Surroundings& surroundings_;
  pipeline::Hub& hub_;
  Permits permits_;
  std::atomic<std::size_t> runs_in_progress_{0};
  std::atomic<std::size_t> pending_{0};

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<std::shared_ptr<Watched>> watched_;
  bool stopping_ = false;
};

}  // namespace core::schedule
