#include "plugins/ffmpeg/transport_errors.hpp"

namespace ffmpeg {
namespace {

/// FFmpeg reads the media.
class Nobody final : public media::mpegts::Listener {
 public:
  void on_track(const media::mpegts::Track& /*track*/) override {}
  void on_frame(const media::mpegts::Frame& /*frame*/) override {}
};

}  // namespace

void TransportErrors::push(vex::Bytes bytes, vex::Nanos arrival) {
  Nobody nobody;
  if (bytes.empty()) return reader_.restart(nobody);
  reader_.push(bytes, arrival, nobody);
}

std::optional<vex::TransportStream> TransportErrors::totals() const {
  const media::mpegts::Counters& counters = reader_.counters();
  if (counters.packets == 0) return std::nullopt;
  return vex::TransportStream{.packets = counters.packets,
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

}  // namespace ffmpeg
