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

  /* Sends one datagram to the peer that the socket was opened for, at `port`. What the network does
   * not take at once is lost, as datagrams may be. [run] */
  vex_status (*send)(vex_udp_socket* socket, uint32_t port, vex_bytes data, vex_error* error);

  /* Datagrams that the kernel dropped because this side did not read in time, so far: no loss of
   * the network's. [run] */
  uint64_t (*overflowed)(vex_udp_socket* socket);

  void (*close)(vex_udp_socket* socket); /* [run] */
};

typedef struct vex_udp_request {
  uint32_t size;          /* see VEX_HAS */
  uint32_t local_port;    /* 0: any; of a multicast group: its port, not 0 */
  vex_str peer;           /* host name or address: what comes from other addresses is dropped; a
                             multicast group is joined */
  vex_str interface_name; /* to join on; empty: the system's choice */
  vex_str source;         /* source-specific multicast; empty: any */
  uint32_t last_port; /* local ports are looked for from local_port to here; 0: that one alone */
  uint32_t reserved;
} vex_udp_request;

typedef struct vex_udp {
  /* Opens `count` sockets (1, or 2 for RTP and RTCP: consecutive ports, the first even) or none.
   * Fails with VEX_REASON_RESOLVE, and with VEX_E_INVALID where no port of the range is free or an
   * interface is not there. At most 64 sockets of a host are open at a time. [suspends] */
  vex_status (*open)(const vex_host* host, const vex_udp_request* request, size_t count,
                     vex_udp_socket** sockets, vex_error* error);

  /* Waits until one of the sockets, all of this host, has something, and takes up to `capacity`
   * datagrams in order of arrival. `timeout` as for vex_stream.read. After the first second the
   * sockets are read by the quantum, as streams are. [suspends] */
  vex_status (*receive)(const vex_host* host, vex_udp_socket* const* sockets, size_t count,
                        vex_nanos timeout, vex_datagram* datagrams, size_t capacity,
                        size_t* received, vex_error* error);
} vex_udp;

#ifdef __cplusplus
}
#endif

#endif
