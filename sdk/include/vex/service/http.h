/* vex/service/http.h - HTTP/1.1 requests; the body of the answer is a stream of bytes. For probes.
 *
 * http, https and, for offline checks, file URLs. Redirects are followed, chunked bodies taken
 * apart, connections kept alive within a run, credentials and headers of the configuration sent to
 * the host that they belong to.
 */
#ifndef VEX_SERVICE_HTTP_H
#define VEX_SERVICE_HTTP_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_HTTP "vex.http/1"

enum {
  VEX_HTTP_ANY_STATUS = 1u << 0, /* a status like 404 is an answer, not a failure */
  VEX_HTTP_UPGRADE = 1u << 1,    /* `headers` ask for an upgrade: 101 is the success, and the body
                                    is the connection itself, readable and writable */
  VEX_HTTP_GZIP = 1u << 2        /* asks for gzip; the body is handed out decompressed as it comes,
                                    whether or not the server did so */
};

typedef struct vex_http_request {
  uint32_t size;  /* see VEX_HAS */
  uint32_t flags; /* VEX_HTTP_*, or-ed */
  vex_str method; /* empty: GET */
  vex_str url;    /* empty: the stream's own; a relative one is resolved against `base`. ws and wss
                     stand for http and https; a scheme that the stream's own URL does not allow is
                     VEX_REASON_REFUSED_TARGET */
  const vex_pair* headers;
  size_t header_count;
  vex_bytes body;
  vex_str
      base; /* where `url` was found: final_url of another answer; empty: the stream's own URL */
} vex_http_request;

/* Borrowed from the host until `body` is closed. */
typedef struct vex_http_response {
  uint32_t size; /* see VEX_HAS */
  uint32_t status;
  vex_str final_url; /* after redirects, redacted; still good as a `base` */
  const vex_pair* headers;
  size_t header_count;
  vex_stream* body; /* the caller closes it; writing is VEX_E_UNSUPPORTED unless upgraded */
} vex_http_response;

typedef struct vex_http {
  /* Returns once the headers are in. `timeout` bounds the wait for them; 0 stands for the
   * configured one. [suspends] */
  vex_status (*send)(const vex_host* host, const vex_http_request* request, vex_nanos timeout,
                     const vex_http_response** response, vex_error* error);
} vex_http;

#ifdef __cplusplus
}
#endif

#endif
