/* vex/host.h - the host as one plugin instance sees it. */
#ifndef VEX_HOST_H
#define VEX_HOST_H

#include "abi.h"
#include "event.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One per plugin instance, valid from create until destroy has returned. New abilities of the host
 * come as services with an id of their own, "<name>/<revision>"; this struct never grows. */
typedef struct vex_host vex_host;
struct vex_host {
  /* The service with that id, or NULL where this host, or this kind of plugin, has none. Owned by
   * the host, valid as long as `host`. [thread-safe] */
  const void* (*service)(const vex_host* host, const char* id);

  /* Hands the event to the analyzers behind the caller and to the stream's state. Copies what it
   * keeps and never calls back into the caller. VEX_E_INVALID when the event contradicts the
   * caller's tables, VEX_E_UNSUPPORTED from a sink. A probe: [run]; an analyzer: [strand]. */
  vex_status (*emit)(const vex_host* host, const vex_event* event, vex_error* error);
};

/* A stream of bytes, closed by the one who asked for it. */
typedef struct vex_stream vex_stream;
struct vex_stream {
  /* What has arrived, at least one byte; empty at the end of the stream. The bytes are borrowed
   * until the next call that suspends, to this or any other stream. `timeout` bounds the silence;
   * 0 stands for the stream's configured idle time-out. [suspends] */
  vex_status (*read)(vex_stream* stream, vex_nanos timeout, vex_bytes* data, vex_error* error);

  /* Writes all of `data`. `timeout` as for read. [suspends] */
  vex_status (*write)(vex_stream* stream, vex_bytes data, vex_nanos timeout, vex_error* error);

  /* Also ends a stream that is still in use by its peer. Does not suspend: destructors call it.
   * [run] */
  void (*close)(vex_stream* stream);
};

#ifdef __cplusplus
}
#endif

#endif
