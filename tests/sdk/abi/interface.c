/* All of the interface that a plugin of major version 1 is compiled against, reached from one
 * symbol: what abidiff compares with the committed description. */
#include <vex/vex.h>

struct vex_interface {
  const vex_plugin* const* entry;

  /* Services of the host */
  const vex_cancel* cancel;
  const vex_clock* clock;
  const vex_delivery* delivery;
  const vex_http* http;
  const vex_http_route* http_route;
  const vex_log* log;
  const vex_net* net;
  const vex_outbox* outbox;
  const vex_own_io* own_io;
  const vex_snapshot_service* snapshot;
  const vex_task_service* task;
  const vex_udp* udp;

  /* Events */
  const vex_event_run_begin* run_begin;
  const vex_event_phase* phase;
  const vex_event_format* format;
  const vex_event_track* track;
  const vex_event_packet* packet;
  const vex_event_window* window;
  const vex_event_transport* transport;
  const vex_event_metric* metric;
  const vex_event_finding* finding;
  const vex_event_finding_change* finding_change;
  const vex_event_state* state;
  const vex_event_health* health;
  const vex_event_run_end* run_end;
  const vex_event_reception* reception;
  const vex_event_clock_reference* clock_reference;
  const vex_event_transport_stream* transport_stream;
  const vex_event_playlist* playlist;
  const vex_event_segment* segment;
};

extern const struct vex_interface vex_interface;
const struct vex_interface vex_interface = {0};
