/* vex/service/clock.h - the only clock that plugins read, so that tests can set it. */
#ifndef VEX_SERVICE_CLOCK_H
#define VEX_SERVICE_CLOCK_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_CLOCK "vex.clock/1"

typedef struct vex_clock {
  vex_time (*now)(const vex_host* host);     /* monotonic [thread-safe] */
  int64_t (*unix_now)(const vex_host* host); /* nanoseconds since 1970 [thread-safe] */

  /* For probes alone. [suspends] */
  vex_status (*sleep)(const vex_host* host, vex_nanos length, vex_error* error);
} vex_clock;

#ifdef __cplusplus
}
#endif

#endif
