/* vex/service/delivery.h - what came of deliveries. For sinks that have a receiver. */
#ifndef VEX_SERVICE_DELIVERY_H
#define VEX_SERVICE_DELIVERY_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_DELIVERY "vex.delivery/1"

enum {
  VEX_DELIVERY_DELIVERED = 1, /* the receiver has it */
  VEX_DELIVERY_RETRIED = 2,   /* it failed and will be tried again */
  VEX_DELIVERY_REJECTED = 3,  /* the receiver will never take it */
  VEX_DELIVERY_EXPIRED = 4    /* it was given up after its time */
};

typedef struct vex_delivery {
  /* Counted in `video_exporter_webhook_deliveries_total`, and shown to whoever asked for a test.
   * `answer` is what the receiver said, fit to be shown; without secrets. [thread-safe] */
  void (*report)(const vex_host* host, uint32_t result, vex_str answer);
} vex_delivery;

#ifdef __cplusplus
}
#endif

#endif
