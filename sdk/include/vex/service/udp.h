/* vex/service/udp.h - datagrams, received in batches. For probes. */
#ifndef VEX_SERVICE_UDP_H
#define VEX_SERVICE_UDP_H

#include "../host.h"

#ifdef __cplusplus
extern "C" {
#endif

#define VEX_UDP "vex.udp/1"

typedef struct vex_datagram {
  vex_bytes data;   /* borrowed until the next call that suspends */
  vex_time arrival; /* the kernel's receive time */
  uint32_t socket;  /* the index of its socket in the call */
  uint32_t from_port;
} vex_datagram;

/* A bound socket, closed by the one who opened it. */
typedef struct vex_udp_socket vex_udp_socket;
struct vex_udp_socket {
  uint32_t (*local_port)(vex_udp_socket* socket); /* [run] */

  /* Sends one datagram to the peer that the socket was opened for, at `port`. [run] */
  vex_status (*send)(vex_udp_socket* socket, uint32_t port, vex_bytes data, vex_error* error);

  void (*close)(vex_udp_socket* socket); /* [run] */
};

typedef struct vex_udp_request {
  uint32_t size;          /* see VEX_HAS */
  uint32_t local_port;    /* 0: any */
  vex_str peer;           /* host name or address: what comes from others is dropped; a multicast
                             group is joined */
  vex_str interface_name; /* to join on; empty: the system's choice */
  vex_str source;         /* source-specific multicast; empty: any */
} vex_udp_request;

typedef struct vex_udp {
  /* Opens `count` sockets (1, or 2 for RTP and RTCP: consecutive ports, the first even) or none.
   * [suspends] */
  vex_status (*open)(const vex_host* host, const vex_udp_request* request, size_t count,
                     vex_udp_socket** sockets, vex_error* error);

  /* Waits until one of the sockets, all of this host, has something, and takes up to `capacity`
   * datagrams in order of arrival. `timeout` as for vex_stream.read. [suspends] */
  vex_status (*receive)(const vex_host* host, vex_udp_socket* const* sockets, size_t count,
                        vex_nanos timeout, vex_datagram* datagrams, size_t capacity,
                        size_t* received, vex_error* error);
} vex_udp;

#ifdef __cplusplus
}
#endif

#endif
