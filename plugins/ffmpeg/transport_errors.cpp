#include "plugins/ffmpeg/transport_errors.hpp"

#include "plugins/media_events/transport_stream.hpp"

namespace ffmpeg {
namespace {

/// Ignores all events, because FFmpeg reads the media.
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
  return media_events::transport_stream(counters);
}

}  // namespace ffmpeg
