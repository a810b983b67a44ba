/* vex/service/net.h - byte streams over TCP and TLS. For probes. */
#ifndef VEX_SERVICE_NET_H
#define VEX_SERVICE_NET_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_NET "vex.net/1"

enum { VEX_NET_TLS = 1u << 0 };

typedef struct vex_net {
  /* Resolves, connects (all addresses in turn) and, with VEX_NET_TLS, shakes hands; the phases are
   * measured on the way. Each step is bounded by the stream's configured time-out, and by `timeout`
   * unless that is 0. The caller closes *stream. [suspends] */
  vex_status (*connect)(const vex_host* host, vex_str name, uint32_t port, uint32_t flags,
                        vex_nanos timeout, vex_stream** stream, vex_error* error);
} vex_net;

#ifdef __cplusplus
}
#endif

#endif
