/* vex/service/log.h - lines in the host's log, marked with plugin and stream. */
#ifndef VEX_SERVICE_LOG_H
#define VEX_SERVICE_LOG_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_LOG "vex.log/1"

enum { VEX_LOG_DEBUG = 1, VEX_LOG_INFO = 2, VEX_LOG_WARNING = 3, VEX_LOG_ERROR = 4 };

typedef struct vex_log {
  /* The stream's secrets are masked on the way. [thread-safe] */
  void (*write)(const vex_host* host, uint32_t level, vex_str line);
} vex_log;

#ifdef __cplusplus
}
#endif

#endif
