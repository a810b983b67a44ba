/* vex/service/http_route.h - pages of the host's web server that a sink answers. */
#ifndef VEX_SERVICE_HTTP_ROUTE_H
#define VEX_SERVICE_HTTP_ROUTE_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_HTTP_ROUTE "vex.http_route/1"

typedef struct vex_route_request {
  uint32_t size; /* see VEX_HAS */
  uint32_t reserved;
  vex_str method; /* "GET", "POST" */
  vex_str path;
  const vex_pair* query; /* decoded, in order, keys may repeat */
  size_t query_count;
  const vex_pair* headers;
  size_t header_count;
  vex_bytes body;
} vex_route_request;

/* Filled by the handler; what it points at stays valid until `release` is called with it. */
typedef struct vex_route_response {
  uint32_t size;   /* see VEX_HAS */
  uint32_t status; /* 200 unless set */
  vex_str content_type;
  const vex_pair* headers; /* further ones */
  size_t header_count;
  vex_bytes body;
  void* state;                                          /* the handler's own */
  void (*release)(struct vex_route_response* response); /* NULL: nothing to release */
} vex_route_response;

/* Several requests may be answered at a time. [web-thread] */
typedef vex_status (*vex_route_handler)(void* user, const vex_route_request* request,
                                        vex_route_response* response, vex_error* error);

typedef struct vex_http_route {
  /* Serves `path` (GET and HEAD) for the life of the sink: when `remove` or the sink's destruction
   * returns, no handler runs. VEX_E_INVALID when the path is taken. [sink-thread] */
  vex_status (*add)(const vex_host* host, vex_str path, vex_route_handler handler, void* user,
                    vex_error* error);
  void (*remove)(const vex_host* host, vex_str path); /* [sink-thread] */
} vex_http_route;

#ifdef __cplusplus
}
#endif

#endif
