/* vex/service/own_io.h - for probes whose library does its own input and output.
 *
 * Such a library knows nothing of how the stream's configuration wants the network to be used, and
 * the host sees nothing of what comes.
 */
#ifndef VEX_SERVICE_OWN_IO_H
#define VEX_SERVICE_OWN_IO_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_OWN_IO "vex.own_io/1"

/* What the configuration says for the stream; texts that it does not give are empty. */
typedef struct vex_io_settings {
  uint32_t size;             /* see VEX_HAS */
  uint32_t insecure;         /* 1: any certificate is accepted */
  vex_nanos resolve_timeout; /* to find the addresses of the host */
  vex_nanos connect_timeout; /* all addresses together */
  vex_nanos tls_timeout;
  vex_nanos request_timeout;     /* from the request to the head of its response */
  vex_nanos first_media_timeout; /* from the response to the first media */
  vex_nanos idle_timeout;        /* silence while reading */
  vex_str ca_file;               /* PEM; empty: the system's authorities */
  vex_str certificate_file;      /* PEM, to show to the peer */
  vex_str key_file;
  vex_str server_name; /* for SNI and the check of the name; empty: the host of the URL */
  vex_str username;    /* where the URL has no user information */
  vex_str password;
  vex_str user_agent;
  const vex_pair* headers; /* of HTTP requests to the stream's own host alone */
  size_t header_count;
} vex_io_settings;

typedef struct vex_own_io {
  /* Valid until the run ends. [run] */
  const vex_io_settings* (*settings)(const vex_host* host);

  /* So many further bytes have come over the wire just now. Never called, the host takes it that
   * they are not known, and tells of none. [thread-safe] */
  void (*received)(const vex_host* host, uint64_t bytes);
} vex_own_io;

#ifdef __cplusplus
}
#endif

#endif
