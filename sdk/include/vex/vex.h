/* vex/vex.h - the whole C interface. */
#ifndef VEX_VEX_H
#define VEX_VEX_H

#include "abi.h"
#include "event.h"
#include "host.h"
#include "plugin.h"
#include "service/cancel.h"
#include "service/clock.h"
#include "service/delivery.h"
#include "service/http.h"
#include "service/http_route.h"
#include "service/log.h"
#include "service/net.h"
#include "service/outbox.h"
#include "service/own_io.h"
#include "service/snapshot.h"
#include "service/task.h"
#include "service/udp.h"

#endif
