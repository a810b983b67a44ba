#include "core/engine/blocking_pool.hpp"

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
    work = nullptr;  // destroys what it captured here, not on the loop
  }

  void rethrow() const {
    if (failure) std::rethrow_exception(failure);
  }
};

BlockingPool::BlockingPool(std::size_t max_threads) : max_threads_(max_threads) {}

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
      pool.withdraw(job);
    }
  } leave{*this, job};
  done.until(never);
  job->rethrow();
}

void BlockingPool::run_to_end(std::function<void()> work, const std::function<void()>& cancel) {
  Wait done;
  const std::shared_ptr<Job> job = submit(std::move(work));
  job->waiter = &done;
  std::exception_ptr cancelled;
  try {
    done.until(never);
  } catch (const vex::Error&) {
    cancelled = std::current_exception();  // a fiber must not suspend while handling an exception
  }
  if (cancelled) {
    if (withdraw(job)) std::rethrow_exception(cancelled);
    cancel();
    done.until_notified();
  }
  job->rethrow();
}

std::size_t BlockingPool::queue_length() const {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

std::size_t BlockingPool::thread_count() const {
  const std::lock_guard lock(mutex_);
  return threads_.size();
}

std::shared_ptr<BlockingPool::Job> BlockingPool::submit(std::function<void()> work) {
  auto job = std::make_shared<Job>(Job{std::move(work), *Loop::current(), nullptr, nullptr});
  {
    const std::lock_guard lock(mutex_);
    queue_.push_back(job);
    if (queue_.size() > idle_ && threads_.size() < max_threads_)
      threads_.emplace_back([this] { serve(); });
  }
  has_work_.notify_one();
  return job;
}

// Returns true if the work had not started; it never will.
bool BlockingPool::withdraw(const std::shared_ptr<Job>& job) {
  const std::lock_guard lock(mutex_);
  return std::erase(queue_, job) > 0;
}

void BlockingPool::serve() {
  for (;;) {
    std::shared_ptr<Job> job;
    {
      std::unique_lock lock(mutex_);
      ++idle_;
      has_work_.wait(lock, [this] { return is_stopping_ || !queue_.empty(); });
      --idle_;
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
