#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/engine/cancel_scope.hpp"
#include "core/engine/clock.hpp"

namespace core::engine {

// A child fiber of a run, on the same loop. Cancelling the run cancels it, too. [strand]
class Task {
 public:
  // `body` starts when the caller next suspends. Called by TaskGroup::spawn.
  Task(CancelScope& parent, std::function<void()> body);

  // Makes the child's current and later waits throw. The task must still be joined.
  void cancel();
  bool is_over() const;

  // Waits for the child to end and rethrows what left its body. Also throws like Wait::until, and
  // may then be called again. [suspends]
  void join();

  // The index of a task that has ended; nothing if none has by `deadline`. Throws like Wait::until.
  // [suspends]
  static std::optional<std::size_t> wait_any(std::span<Task* const> tasks, Time deadline);

  // Waits for the child to end, ignoring cancellation. [suspends]
  void await_end();

 private:
  struct Shared;

  std::shared_ptr<Shared> shared_;
};

// The child tasks of one run. All of them have ended before the group is destroyed. [strand]
class TaskGroup {
 public:
  static constexpr std::size_t max_tasks = 256;

  TaskGroup();   // the children belong to the current fiber's scope, whoever starts them
  ~TaskGroup();  // calls finish(); suspends while a child is alive

  // Starts a child; a child may call this as well. The child starts when the caller suspends. The
  // task belongs to the group and lives until remove() or the end of the group. Throws vex::Error
  // if there are too many.
  Task& spawn(std::function<void()> body);

  // Frees a task that has ended. [strand]
  void remove(Task& task);

  // Cancels all children and waits until they have ended. Cannot be cancelled itself. [suspends]
  void finish();

  std::size_t size() const { return tasks_.size(); }

 private:
  CancelScope& scope_;
  std::vector<std::unique_ptr<Task>> tasks_;
};

}  // namespace core::engine
