/* vex/abi.h - ground types of the plugin interface.
 *
 * Threads. Every callback and service carries one tag:
 *   [startup]      the main thread, before any stream is watched, or while a reload is checked.
 *                  May block.
 *   [strand]       the strand of one stream: the one I/O thread that owns it. Calls for one stream
 *                  never overlap. Must not block.
 *   [run]          inside vex_probe.run: the strand, or a thread of the blocking pool for a probe
 *                  that declares VEX_PROBE_BLOCKS.
 *   [suspends]     [run], and the call waits: the fiber sleeps, the thread does not. Never while an
 *                  exception is being handled or a lock is held.
 *   [sink-thread]  the thread of one sink instance. May block.
 *   [web-thread]   a thread of the web server. May block for a short while.
 *   [thread-safe]  any thread, at any time. Must not block.
 *
 * Memory. Arguments are borrowed for the length of the call; descriptors and their tables live as
 * long as the shared object, which is never unloaded. Who creates an object destroys it.
 *
 * Calls. Nothing throws or jumps across the boundary. A call that fails returns a status other than
 * VEX_OK and may fill its vex_error. No error pointer is ever NULL.
 *
 * Growth. Interface structs (function pointers) are frozen. Data structs that start with `size` may
 * grow at their end: their author writes the size as compiled, a reader asks VEX_HAS before it
 * touches a field that was added after version 1. Enumerations start at 1, 0 is "not set".
 */
#ifndef VEX_ABI_H
#define VEX_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* UTF-8 text, not NUL-terminated. Tables use NUL-terminated `const char *` instead. */
typedef struct vex_str {
  const char* data;
  size_t size;
} vex_str;

typedef struct vex_bytes {
  const uint8_t* data;
  size_t size;
} vex_bytes;

/* A key and its value: a label, a header, a line of evidence. */
typedef struct vex_pair {
  vex_str key;
  vex_str value;
} vex_pair;

/* Nanoseconds: an instant of the host's monotonic clock, or a length of time. */
typedef int64_t vex_time;
typedef int64_t vex_nanos;

/* Whether `field` lies within the bytes that the author of `*data` knew. */
#define VEX_HAS(data, type, field) \
  ((data)->size >= offsetof(type, field) + sizeof(((const type*)0)->field))

/* A statement that may not be known. */
enum { VEX_UNKNOWN = 0, VEX_NO = 1, VEX_YES = 2 };

/* What a caller branches on. */
typedef int32_t vex_status;
enum {
  VEX_OK = 0,
  VEX_E_CANCELLED = 1,   /* the run is being ended: clean up and return */
  VEX_E_TIMEOUT = 2,     /* the time given to the call is over */
  VEX_E_CLOSED = 3,      /* the peer ended where more was due */
  VEX_E_FAILED = 4,      /* the network or the peer; vex_error.reason says how */
  VEX_E_INVALID = 5,     /* an option or an argument holds an unusable value */
  VEX_E_UNSUPPORTED = 6, /* valid, but this side does not handle it */
  VEX_E_INTERNAL = 7     /* a defect of the callee */
};

/* Why a stream is down: a closed set, for it is the value of a metric's label. */
enum {
  VEX_REASON_RESOLVE = 1,
  VEX_REASON_CONNECT = 2,
  VEX_REASON_CONNECT_TIMEOUT = 3,
  VEX_REASON_TLS = 4,
  VEX_REASON_AUTH = 5,
  VEX_REASON_NOT_FOUND = 6,
  VEX_REASON_HTTP_STATUS = 7,
  VEX_REASON_REDIRECT = 8,
  VEX_REASON_PROTOCOL = 9,
  VEX_REASON_UNSUPPORTED = 10,
  VEX_REASON_NO_MEDIA = 11,
  VEX_REASON_STALLED = 12,
  VEX_REASON_CLOCK_STOPPED = 13,
  VEX_REASON_CLOSED = 14,
  VEX_REASON_TIMEOUT = 15,
  VEX_REASON_TOO_LARGE = 16,
  VEX_REASON_REFUSED_TARGET = 17,
  VEX_REASON_OVERLOAD = 18,
  VEX_REASON_INTERNAL = 19
};

/* Room for one sentence, owned by the caller. The callee truncates it and ends it with NUL. */
typedef struct vex_error {
  uint32_t reason; /* VEX_REASON_*; 0 where the status says it all */
  char text[508];
} vex_error;

#ifdef __cplusplus
}
#endif

#endif
