// vex.task/1: child fibers of a run.
#include <vex/service/task.h>
#include <vex/cpp/error.hpp>

#include <vector>

#include "core/engine/wait.hpp"
#include "core/host/probe_handle.hpp"

struct vex_task {
  core::host::ProbeHost::ActiveRun* run;
  core::engine::Task* task;
  vex_status status = VEX_OK;
  vex_error error{};
  [[no_unique_address]] core::engine::StrandCheck strand;
};

namespace core::host {
namespace {

using vex::detail::guard;

vex_status spawn(const vex_host* handle, vex_task_body body, void* argument, vex_task** task,
                 vex_error* error) {
  return guard(error, [&] {
    ProbeHost::ActiveRun& run = ProbeCalls::run(handle);
    auto child = std::make_shared<vex_task>();
    child->run = &run;
    child->task = &run.tasks.spawn(
        [child, body, argument] { child->status = body(argument, &child->error); });
    *task = run.children.emplace_back(std::move(child)).get();
  });
}

void cancel(vex_task* task) {
  task->strand.require("that holds a task");
  task->task->cancel();
}

vex_status join(vex_task* task, vex_error* error) {
  vex_status status = VEX_OK;
  const vex_status waited = guard(error, [&] {
    task->task->join();
    ProbeHost::ActiveRun& run = *task->run;
    status = task->status;
    *error = task->error;
    run.tasks.remove(*task->task);
    std::erase_if(run.children, [&](const auto& child) { return child.get() == task; });
  });
  return waited != VEX_OK ? waited : status;
}

vex_status wait_any(const vex_host*, vex_task* const* tasks, std::size_t count, vex_nanos timeout,
                    std::size_t* index, vex_error* error) {
  return guard(error, [&] {
    std::vector<engine::Task*> waiting;
    for (std::size_t i = 0; i < count; ++i) waiting.push_back(tasks[i]->task);
    // The fiber that waits for its children lives as long as the run.
    engine::trim_stack();
    const auto over = engine::Task::wait_any(
        waiting, timeout == 0 ? engine::never : engine::from_now(engine::Nanos(timeout)));
    if (!over) throw vex::Error(VEX_E_TIMEOUT, "no child ended in time");
    *index = *over;
  });
}

}  // namespace

const void* task_service() noexcept {
  static constexpr vex_task_service service{&spawn, &cancel, &join, &wait_any};
  return &service;
}

}  // namespace core::host
