#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <queue>
#include <utility>
#include <vector>

namespace origin {

/// One thread's events: sockets by epoll, times by a heap, work posted by other threads. Everything
/// is known by a number, so that an event of something that is gone finds nothing.
class Loop {
 public:
  using Clock = std::chrono::steady_clock;
  using Id = std::uint64_t;

  class Handler {
   public:
    virtual ~Handler() = default;
    virtual void on_events(Id id, std::uint32_t events) = 0;
    virtual void on_time(Id id) = 0;
  };

  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void watch(int fd, Id id, std::uint32_t events);
  void change_watch(int fd, Id id, std::uint32_t events);
  void wake_at(Clock::time_point time, Id id);

  /// [thread-safe] Runs the work on the loop's thread.
  void post(std::function<void()> work);

  /// Returns after stop() was called on this thread.
  void run(Handler& handler);
  void stop() { is_stopped_ = true; }

 private:
  using Alarm = std::pair<Clock::time_point, Id>;

  int milliseconds_to_wait() const;
  void run_posted();

  int epoll_;
  int wake_up_;
  bool is_stopped_ = false;
  std::priority_queue<Alarm, std::vector<Alarm>, std::greater<>> alarms_;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace origin
