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

// A child fiber of a run, on the same loop. Cancelling the run reaches it. [strand]
class Task {
 public:
  // Starts `body` at the caller's next suspension; TaskGroup::spawn calls this.
  Task(CancelScope& parent, std::function<void()> body);

  // Makes the child's present and further waits throw. It is still to be joined.
  void cancel();
  bool is_over() const;

  // Waits for the child's end and throws what left its body. Throws as Wait::until, too, and may
  // then be called again. [suspends]
  void join();

  // The index of a task that is over; nothing when none is until `deadline`. Throws as
  // Wait::until. [suspends]
  static std::optional<std::size_t> wait_any(std::span<Task* const> tasks, Time deadline);

  // Waits for the child's end, deaf to cancellation. [suspends]
  void await_end();

 private:
  struct Shared;

  std::shared_ptr<Shared> shared_;
};

// The children of one run. All of them are over before the group is. [strand]
class TaskGroup {
 public:
  static constexpr std::size_t max_tasks = 256;

  TaskGroup();   // its children belong to the present fiber's scope, whoever starts them
  ~TaskGroup();  // finishes; suspends while a child lives

  // Starts a child, which may be done by another child: its first step happens when the caller
  // suspends. The task belongs to the group and lives until remove() or the group's end. Throws
  // vex::Error when there are too many.
  Task& spawn(std::function<void()> body);

  // Frees a task that is over. [strand]
  void remove(Task& task);

  // Cancels all children and waits until they are over. Cannot be cancelled itself. [suspends]
  void finish();

  std::size_t size() const { return tasks_.size(); }

 private:
  CancelScope& scope_;
  std::vector<std::unique_ptr<Task>> tasks_;
};

}  // namespace core::engine
