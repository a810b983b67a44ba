#include "core/engine/blocking_pool.hpp"

#include <algorithm>
#include <exception>
#include <vex/cpp/error.hpp>

#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"

namespace core::engine {

struct BlockingPool::Job {
  std::function<void()> work;
  Loop& loop;
  Wait* waiter = nullptr;  // [strand]; nullptr once the fiber has gone
  std::exception_ptr failure;

  void do_work() {
    try {
      work();
    } catch (...) {
      failure = std::current_exception();
    }
    work = nullptr;  // its captures end here, not on the loop
  }

  void rethrow() const {
    if (failure) std::rethrow_exception(failure);
  }
};

BlockingPool::BlockingPool(std::size_t threads) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { serve(); });
}

BlockingPool::~BlockingPool() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  has_work_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void BlockingPool::run(std::function<void()> work) {
  Wait done;
  const std::shared_ptr<Job> job = submit(std::move(work));
  job->waiter = &done;
  struct Leave {
    BlockingPool& pool;
    const std::shared_ptr<Job>& job;
    ~Leave() {
      job->waiter = nullptr;
      pool.forget(job);
    }
  } leave{*this, job};
  done.until(never);
  job->rethrow();
}

void BlockingPool::run_to_end(std::function<void()> work, const std::function<void()>& cancel) {
  Wait done;
  const std::shared_ptr<Job> job = submit(std::move(work));
  job->waiter = &done;
  bool is_cancelled = false;
  try {
    done.until(never);
  } catch (const vex::Error&) {
    is_cancelled = true;  // nothing suspends while the exception lives
  }
  if (is_cancelled) {
    cancel();
    done.until_notified();
  }
  job->rethrow();
}

std::size_t BlockingPool::queue_length() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::shared_ptr<BlockingPool::Job> BlockingPool::submit(std::function<void()> work) {
  auto job = std::make_shared<Job>(Job{std::move(work), *Loop::current(), nullptr, nullptr});
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(job);
  }
  has_work_.notify_one();
  return job;
}

void BlockingPool::forget(const std::shared_ptr<Job>& job) {
  const std::lock_guard lock(mutex_);
  queue_.erase(std::remove(queue_.begin(), queue_.end(), job), queue_.end());
}

void BlockingPool::serve() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      has_work_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      job = std::move(queue_.front());
      queue_.pop_front();
    }
    job->do_work();
    Loop& loop = job->loop;
    loop.post([job = std::move(job)] {
      if (job->waiter != nullptr) job->waiter->notify();
    });
  }
}

}  // namespace core::engine
