#include "plugins/rtsp/transport_stream_events.hpp"

#include "plugins/media_events/track.hpp"
#include "plugins/media_events/transport_stream.hpp"

namespace rtsp {
namespace {

constexpr std::uint64_t most_bytes_without_sync = std::uint64_t{64} * 1024;

vex::Track::Kind kind_of(media::mpegts::TrackKind kind) {
  switch (kind) {
    case media::mpegts::TrackKind::video:
      return vex::Track::video;
    case media::mpegts::TrackKind::audio:
      return vex::Track::audio;
    case media::mpegts::TrackKind::data:
      break;
  }
  return vex::Track::data;
}

}  // namespace

void TransportStreamEvents::push(std::span<const std::byte> packets, vex::Nanos arrival) {
  reader_.push(packets, arrival, *this);
  if (reader_.bytes_without_sync() > most_bytes_without_sync) {
    throw vex::Error(vex::Reason::protocol,
                     "what arrives is not the MPEG transport stream that the server described");
  }
}

void TransportStreamEvents::report() const {
  const media::mpegts::Counters& counters = reader_.counters();
  if (counters.packets == 0) return;
  emit(media_events::transport_stream(counters));
}

void TransportStreamEvents::on_track(const media::mpegts::Track& track) {
  emit(media_events::track(id_of(track.pid), kind_of(track.kind), track.codec, track.video,
                           track.audio));
}

void TransportStreamEvents::on_frame(const media::mpegts::Frame& frame) {
  vex::Packet event;
  if (has_arrival_times_) event.time = frame.arrival;
  event.track = id_of(frame.pid);
  event.key = frame.is_keyframe;
  event.dts = frame.dts;
  event.pts = frame.pts;
  event.size = frame.size;
  event.payload = frame.payload;
  emit(event);
}

}  // namespace rtsp
