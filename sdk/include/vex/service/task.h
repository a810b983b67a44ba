/* vex/service/task.h - child fibers of a run, on the same strand. For probes that do not block. */
#ifndef VEX_SERVICE_TASK_H
#define VEX_SERVICE_TASK_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_TASK "vex.task/1"

typedef struct vex_task vex_task; /* owned by the host until it was joined */

/* What a child does. Its status and error reach the one who joins it. */
typedef vex_status (*vex_task_body)(void* argument, vex_error* error);

typedef struct vex_task_service {
  /* Starts a child; its first step happens at the caller's next suspension. At most 256 at a time.
   * A run that returns with children cancels them and waits for them. [run] */
  vex_status (*spawn)(const vex_host* host, vex_task_body body, void* argument, vex_task** task,
                      vex_error* error);

  /* Makes the child's host calls answer VEX_E_CANCELLED. Still to be joined. [run] */
  void (*cancel)(vex_task* task);

  /* Waits for the child's end, hands out how it ended, and frees it. [suspends] */
  vex_status (*join)(vex_task* task, vex_error* error);

  /* Waits until one of the tasks is over; its index in *index. VEX_E_TIMEOUT when none is within
   * `timeout` (0: without a limit). It is still to be joined. [suspends] */
  vex_status (*wait_any)(const vex_host* host, vex_task* const* tasks, size_t count,
                         vex_nanos timeout, size_t* index, vex_error* error);
} vex_task_service;

#ifdef __cplusplus
}
#endif

#endif
