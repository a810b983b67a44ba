// vex/cpp/test/tasks.hpp - child fibers without fibers. Part of vex/test.hpp.
#pragma once

#include <algorithm>
#include <list>
#include <memory>
#include <span>

#include "../../service/task.h"
#include "network.hpp"

namespace vex::test {
class Tasks;
}

struct vex_task {
  vex::test::Tasks* owner;
  vex_task_body body;
  void* argument;
  vex_status status = VEX_OK;
  vex_error error{};
  bool is_over = false;

  void run() {
    if (!is_over) status = body(argument, &error);
    is_over = true;
  }
};

namespace vex::test {

/// A child runs from start to end, and its time passes, when its parent waits for it. Children
/// waited for together run in the order in which they were started.
class Tasks {
 public:
  Tasks(Network& network, Clock& clock) : network_(network), clock_(clock) {}

  vex_task* spawn(vex_task_body body, void* argument) {
    return tasks_.emplace_back(std::make_unique<vex_task>(vex_task{this, body, argument})).get();
  }

  vex_status join(vex_task* task, vex_error* error) {
    task->run();
    const vex_status status = task->status;
    *error = task->error;
    tasks_.remove_if([&](const auto& kept) { return kept.get() == task; });
    return status;
  }

  std::size_t wait_any(std::span<vex_task* const> tasks, Nanos timeout) {
    network_.suspend();
    if (tasks.empty()) {
      clock_.advance(timeout);
      throw Error(Reason::timeout, "no child ended in time");
    }
    const auto over = std::find_if(tasks.begin(), tasks.end(),
                                   [](const vex_task* task) { return task->is_over; });
    if (over != tasks.end()) return static_cast<std::size_t>(over - tasks.begin());
    tasks.front()->run();
    return 0;
  }

  /// Does what the exporter does with children that a run leaves behind.
  void finish() {
    network_.cancel_quietly();
    for (const auto& task : tasks_) task->run();
    tasks_.clear();
    network_.resume();
  }

 private:
  Network& network_;
  Clock& clock_;
  std::list<std::unique_ptr<vex_task>> tasks_;
};

}  // namespace vex::test
