/* vex/service/outbox.h - transitions that survive a crash. For durable sinks.
 *
 * The host writes a stream's state and the transition in one transaction. A durable sink takes
 * records from here instead of through `consume`, and acknowledges what its receiver has taken: a
 * crash in between loses nothing and repeats only what was not acknowledged, under the same id.
 */
#ifndef VEX_SERVICE_OUTBOX_H
#define VEX_SERVICE_OUTBOX_H

#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_OUTBOX "vex.outbox/1"

typedef struct vex_outbox_entry {
  uint32_t size;     /* see VEX_HAS */
  uint32_t attempts; /* deliveries tried before, as told by `retry` */
  uint64_t id;       /* rises by order of happening; unique for this sink, also across restarts */
  vex_str key;       /* an idempotency key: the same for every delivery of this transition */
  vex_record record; /* target and event rebuilt from the store; borrowed until the next `take` */
} vex_outbox_entry;

typedef struct vex_outbox {
  /* Waits until entries are due, at most `timeout`, and hands out up to `capacity` of them: in
   * order per stream, none of a stream that waits for a retry. The entries stay until acknowledged.
   * [sink-thread] */
  vex_status (*take)(const vex_host* host, vex_nanos timeout, const vex_outbox_entry** entries,
                     size_t capacity, size_t* count, vex_error* error);

  /* The receiver has these, or will never have them: they are forgotten. [sink-thread] */
  vex_status (*acknowledge)(const vex_host* host, const uint64_t* ids, size_t count,
                            vex_error* error);

  /* Hands this entry out again after `delay`. [sink-thread] */
  vex_status (*retry)(const vex_host* host, uint64_t id, vex_nanos delay, vex_error* error);

  /* Ends a `take` that waits, with VEX_E_CANCELLED. [thread-safe] */
  void (*wake)(const vex_host* host);
} vex_outbox;

#ifdef __cplusplus
}
#endif

#endif
