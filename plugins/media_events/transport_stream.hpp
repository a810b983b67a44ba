// Turns the transport stream errors that media/mpegts counts into the event that probes emit.
#pragma once

#include <vex/vex.hpp>

#include "media/mpegts/counters.hpp"

namespace media_events {

inline vex::TransportStream transport_stream(const media::mpegts::Counters& counters) {
  return {.packets = counters.packets,
          .sync_losses = counters.sync_losses,
          .sync_byte_errors = counters.sync_byte_errors,
          .pat_errors = counters.pat_errors,
          .continuity_errors = counters.continuity_errors,
          .pmt_errors = counters.pmt_errors,
          .pid_errors = counters.pid_errors,
          .transport_errors = counters.transport_errors,
          .crc_errors = counters.crc_errors,
          .pcr_over_40_ms = counters.pcr_over_40_ms,
          .pcr_over_100_ms = counters.pcr_over_100_ms,
          .pcr_discontinuities = counters.pcr_discontinuities,
          .pts_errors = counters.pts_errors};
}

}  // namespace media_events
