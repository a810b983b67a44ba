#include "core/engine/task.hpp"

#include <cassert>
#include <exception>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"

namespace core::engine {

// Shared by the child's fiber and its task, because the fiber's last step may happen after the task
// has been destroyed.
struct Task::Shared {
  explicit Shared(CancelScope& parent) : scope(&parent) {}

  CancelScope scope;
  bool is_over = false;
  std::exception_ptr failure;
  std::vector<Wait*> waiters;

  void end() {
    is_over = true;
    for (Wait* waiter : waiters) waiter->notify();
  }
};

namespace {

// Registers a wait with several tasks for as long as this object lives.
template <class SharedPointers>
class Attendance {
 public:
  Attendance(const SharedPointers& tasks, Wait& wait) : tasks_(tasks), wait_(wait) {
    for (const auto& task : tasks_) task->waiters.push_back(&wait_);
  }
  ~Attendance() {
    for (const auto& task : tasks_) std::erase(task->waiters, &wait_);
  }
  Attendance(const Attendance&) = delete;
  Attendance& operator=(const Attendance&) = delete;

 private:
  const SharedPointers& tasks_;
  Wait& wait_;
};

template <class SharedPointers>
std::optional<std::size_t> first_over(const SharedPointers& tasks) {
  for (std::size_t i = 0; i < tasks.size(); ++i)
    if (tasks[i]->is_over) return i;
  return std::nullopt;
}

}  // namespace

Task::Task(CancelScope& parent, std::function<void()> body)
    : shared_(std::make_shared<Shared>(parent)) {
  Loop::current()->spawn(shared_->scope, [shared = shared_, body = std::move(body)] {
    try {
      body();
    } catch (...) {
      shared->failure = std::current_exception();
    }
    shared->end();
  });
}

void Task::cancel() { shared_->scope.cancel("the task was cancelled"); }

bool Task::is_over() const { return shared_->is_over; }

void Task::join() {
  Task* const self[] = {this};
  wait_any(self, never);
  if (shared_->failure) std::rethrow_exception(std::exchange(shared_->failure, nullptr));
}

std::optional<std::size_t> Task::wait_any(std::span<Task* const> tasks, Time deadline) {
  std::vector<std::shared_ptr<Shared>> shared;
  for (const Task* task : tasks) shared.push_back(task->shared_);
  if (const auto index = first_over(shared)) return index;
  Wait wait;
  const Attendance attendance(shared, wait);
  wait.until(deadline);
  return first_over(shared);
}

void Task::await_end() {
  if (is_over()) return;
  Wait over;
  const std::shared_ptr<Shared> self[] = {shared_};
  const Attendance attendance(self, over);
  over.until_notified();
}

TaskGroup::TaskGroup() : scope_(current_scope()) {}

TaskGroup::~TaskGroup() { finish(); }

Task& TaskGroup::spawn(std::function<void()> body) {
  if (tasks_.size() >= max_tasks)
    throw vex::Error(VEX_E_INVALID, "a run may have 256 tasks at a time, not more");
  return *tasks_.emplace_back(std::make_unique<Task>(scope_, std::move(body)));
}

void TaskGroup::remove(Task& task) {
  assert(task.is_over());
  std::erase_if(tasks_, [&](const auto& owned) { return owned.get() == &task; });
}

void TaskGroup::finish() {
  while (!tasks_.empty()) {
    for (const auto& task : tasks_) task->cancel();
    Task& last = *tasks_.back();  // until it has ended it may start others
    last.await_end();
    remove(last);
  }
}

}  // namespace core::engine
