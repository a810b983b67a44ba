#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace core::engine {

// A bounded number of threads for work that blocks: files, FFmpeg's own protocols. Fibers wait for
// the work, and for a free thread, without blocking their own. Threads are started on demand.
// Outlives the fibers of the loops.
class BlockingPool {
 public:
  explicit BlockingPool(std::size_t max_threads);
  ~BlockingPool();  // waits for the work in progress

  // Runs `work` on a thread of the pool and rethrows what it throws. When the fiber is cancelled,
  // the call throws at once while the work continues on its own, so the work must own everything it
  // touches. Work that has not started by then never does. [suspends]
  void run(std::function<void()> work);

  // Like run(), for work that touches what belongs to the caller: once the work has started, this
  // returns only after it has finished. `cancel` is called on the loop when the fiber's scope is
  // cancelled or past its deadline. [suspends]
  void run_to_end(std::function<void()> work, const std::function<void()>& cancel);

  // Like run(), for work that returns a value.
  template <class Work>
  auto call(Work work) -> std::invoke_result_t<Work&> {
    auto result = std::make_shared<std::optional<std::invoke_result_t<Work&>>>();
    run([result, work = std::move(work)]() mutable { result->emplace(work()); });
    return std::move(**result);
  }

  std::size_t queue_length() const;  // [thread-safe]
  std::size_t thread_count() const;  // [thread-safe]

 private:
  struct Job;

  std::shared_ptr<Job> submit(std::function<void()> work);
  bool withdraw(const std::shared_ptr<Job>& job);
  void serve();

  const std::size_t max_threads_;
  mutable std::mutex mutex_;
  std::condition_variable has_work_;
  std::deque<std::shared_ptr<Job>> queue_;
  std::size_t idle_ = 0;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace core::engine
