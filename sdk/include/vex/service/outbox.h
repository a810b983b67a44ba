/* vex/service/outbox.h - transitions that survive a crash. For durable sinks.
 *
 * The host writes a stream's state and the transition in one transaction. A durable sink takes
 * entries from here instead of through `consume`, and acknowledges what its receiver has taken: a
 * crash in between loses nothing and repeats only what was not acknowledged, under the same key.
 *
 * A sink declares itself durable with VEX_SINK_DURABLE and names VEX_OUTBOX among its services; its
 * `wants` says which events become entries. It works in `on_tick`, which the host calls when
 * entries are due and at least once a second. Without a state directory, or with one that cannot be
 * used, the outbox is held in memory: it is the same, but does not survive the process. Entries
 * beyond the outbox's bounds are dropped, the oldest first, and counted.
 */
#ifndef VEX_SERVICE_OUTBOX_H
#define VEX_SERVICE_OUTBOX_H

#include "../plugin.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_OUTBOX "vex.outbox/1"

/* The event's times are told by the monotonic clock of this process and may lie before its start,
 * which makes them negative; `record.unix_time` is as it was. */
typedef struct vex_outbox_entry {
  uint32_t size;     /* see VEX_HAS */
  uint32_t attempts; /* deliveries tried before, as told by `retry` */
  uint64_t id;       /* rises by order of happening; unique for this sink, also across restarts; 0:
                        a sample that somebody asked for, to which no filter applies */
  vex_str key;       /* an idempotency key: the same for every delivery of this transition */
  vex_record record; /* target and event rebuilt from the store */
} vex_outbox_entry;

typedef struct vex_outbox {
  /* Waits until entries are due, at most `timeout` (0: not at all), and fills in pointers to up to
   * `capacity` of them, borrowed until the next `take`: in order per stream, none of a stream that
   * waits for a retry. Each is handed out once, until it is acknowledged, given back by `retry`, or
   * the exporter starts anew; later entries of its stream may follow before that. VEX_OK with a
   * `count` of 0 when the time is over. VEX_E_CANCELLED after `wake`, and always once the sink is
   * to be closed: then return from on_tick. [sink-thread] */
  vex_status (*take)(const vex_host* host, vex_nanos timeout, const vex_outbox_entry** entries,
                     size_t capacity, size_t* count, vex_error* error);

  /* The receiver has these, or will never have them: they are forgotten. Ids that are not there, or
   * no longer, do no harm. [sink-thread] */
  vex_status (*acknowledge)(const vex_host* host, const uint64_t* ids, size_t count,
                            vex_error* error);

  /* Hands this entry out again after `delay`, and behind it whatever of its stream was handed out
   * after it and is not acknowledged. Nothing happens where it was dropped in the meantime;
   * VEX_E_INVALID where it was not handed out. [sink-thread] */
  vex_status (*retry)(const vex_host* host, uint64_t id, vex_nanos delay, vex_error* error);

  /* Ends a `take` that waits, or else the next one, with VEX_E_CANCELLED. [thread-safe] */
  void (*wake)(const vex_host* host);
} vex_outbox;

#ifdef __cplusplus
}
#endif

#endif
