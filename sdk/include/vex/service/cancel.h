/* vex/service/cancel.h - whether the run is being ended, for probes that block.
 *
 * A probe on a fiber learns it from its next call. One that waits in a library of its own asks
 * here, from that library's interrupt callback.
 */
#ifndef VEX_SERVICE_CANCEL_H
#define VEX_SERVICE_CANCEL_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_CANCEL "vex.cancel/1"

typedef struct vex_cancel {
  /* 1 once the run has to end: clean up and return VEX_E_CANCELLED. [thread-safe] */
  int (*cancelled)(const vex_host* host);
} vex_cancel;

#ifdef __cplusplus
}
#endif

#endif
