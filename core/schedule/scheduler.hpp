// All streams under watch, distributed over the I/O threads.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/hub.hpp"
#include "core/schedule/permits.hpp"
#include "core/schedule/unheard.hpp"

namespace core::engine {
class Loop;
class LoopPool;
}  // namespace core::engine
namespace core::net {
class Network;
}  // namespace core::net

namespace core::schedule {

class Place;

/// All streams, shared with whoever displays them.
using StreamList = std::shared_ptr<const std::vector<config::Stream>>;

class Scheduler {
 public:
  /// The arguments outlive the scheduler.
  Scheduler(engine::LoopPool& loops, net::Network& network, pipeline::Surroundings& surroundings,
            pipeline::Hub& hub, unsigned max_concurrent, unsigned blocking_threads);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();

  struct Changes {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t removed = 0;
    std::size_t unchanged = 0;
  };

  /// Watches exactly these streams from now on. Unchanged ones are left alone; changed ones are
  /// watched anew in their existing place; removed ones are no longer visible once this returns.
  /// One call at a time, not from an I/O thread.
  Changes watch(StreamList streams);

  /// Ends all runs and waits for the last one to end. [startup]
  void stop();

  /// The number of concurrent samples. [thread-safe]
  void set_max_concurrent(unsigned count) { permits_.set_count(count); }

  /// Whether all streams are scheduled. [thread-safe]
  [[nodiscard]] bool is_ready() const noexcept { return pending_.load() == 0; }
  [[nodiscard]] std::size_t runs_in_progress() const noexcept { return runs_in_progress_.load(); }

  /// Checks one stream once, independently of those under watch; blocks the calling thread. Counts
  /// what was seen within `longest` (0: as long as the phases' own limits allow). Null if it was
  /// cancelled or the scheduler stops. Not from an I/O thread. [thread-safe]
  [[nodiscard]] pipeline::StreamSnapshotPtr check(const config::Stream& stream,
                                                  std::chrono::nanoseconds longest,
                                                  std::stop_token cancelled);

 private:
  using PlacePtr = std::shared_ptr<Place>;

  [[nodiscard]] PlacePtr make_place(pipeline::Surroundings& surroundings);
  void forget(const PlacePtr& place);

  engine::LoopPool& loops_;
  net::Network& network_;
  pipeline::Surroundings& surroundings_;
  Unheard unheard_{surroundings_};
  pipeline::Hub& hub_;
  Permits permits_;
  Permits blocking_permits_;
  std::atomic<std::size_t> runs_in_progress_{0};
  std::atomic<std::size_t> pending_{0};

  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::unordered_set<PlacePtr> places_;  // of watched streams, of checks, of those that are ending
  bool stopping_ = false;

  StreamList streams_;                                // under watch; only for the caller of watch()
  std::unordered_map<std::string, PlacePtr> by_key_;  // likewise
};

}  // namespace core::schedule
