// vex/cpp/task.hpp - child fibers of a run. For probes that do not block.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "../service/task.h"
#include "host.hpp"

namespace vex {

/// The child tasks of a run. Whatever their bodies refer to must outlive the run, so keep it in the
/// probe, not on run's stack: the host ends remaining children only after Probe::run has returned.
class Tasks {
 public:
  explicit Tasks(const vex_host& host)
      : host_(host), service_(detail::service<vex_task_service>(host, VEX_TASK)) {}
  Tasks(const Tasks&) = delete;
  Tasks& operator=(const Tasks&) = delete;

  [[nodiscard]] std::size_t size() const noexcept { return tasks_.size(); }

  /// Starts a child, which first runs when the caller next suspends.
  template <class Body>
  void spawn(Body body) {
    auto argument = std::make_unique<Body>(std::move(body));
    vex_task* task = nullptr;
    detail::invoke(
        service_.spawn, &host_,
        [](void* given, vex_error* error) {
          const std::unique_ptr<Body> owned(static_cast<Body*>(given));
          return detail::guard(error, [&] { (*owned)(); });
        },
        static_cast<void*>(argument.get()), &task);
    static_cast<void>(argument.release());  // owned by the child from here on
    tasks_.push_back(task);
  }

  /// Waits until a child has ended, joins it, and rethrows what its body threw; false if none ends
  /// within `timeout`. Without children it sleeps. [suspends]
  bool join_any(Nanos timeout) {
    if (timeout <= Nanos{}) timeout = Nanos(1);
    if (tasks_.empty()) {
      detail::invoke(detail::service<vex_clock>(host_, VEX_CLOCK).sleep, &host_, timeout.count());
      return false;
    }
    std::size_t over = 0;
    vex_error error{};
    const vex_status status =
        service_.wait_any(&host_, tasks_.data(), tasks_.size(), timeout.count(), &over, &error);
    if (status == VEX_E_TIMEOUT) return false;
    detail::check(status, error);
    vex_task* task = tasks_[over];
    tasks_.erase(tasks_.begin() + static_cast<std::ptrdiff_t>(over));
    detail::invoke(service_.join, task);
    return true;
  }

 private:
  const vex_host& host_;
  const vex_task_service& service_;
  std::vector<vex_task*> tasks_;
};

}  // namespace vex
