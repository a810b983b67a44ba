#include "plugins/rtsp/transport_stream_events.hpp"

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
                     "what comes is no MPEG transport stream, as the server had described it");
  }
}

void TransportStreamEvents::report() const {
  const media::mpegts::Counters& counters = reader_.counters();
  if (counters.packets == 0) return;
  vex::TransportStream event;
  event.packets = counters.packets;
  event.sync_losses = counters.sync_losses;
  event.sync_byte_errors = counters.sync_byte_errors;
  event.pat_errors = counters.pat_errors;
  event.continuity_errors = counters.continuity_errors;
  event.pmt_errors = counters.pmt_errors;
  event.pid_errors = counters.pid_errors;
  event.transport_errors = counters.transport_errors;
  event.crc_errors = counters.crc_errors;
  event.pcr_over_40_ms = counters.pcr_over_40_ms;
  event.pcr_over_100_ms = counters.pcr_over_100_ms;
  event.pcr_discontinuities = counters.pcr_discontinuities;
  event.pts_errors = counters.pts_errors;
  emit(event);
}

void TransportStreamEvents::on_track(const media::mpegts::Track& track) {
  vex::Track event;
  event.id = id_of(track.pid);
  event.kind = kind_of(track.kind);
  event.codec = track.codec;
  if (track.kind == media::mpegts::TrackKind::video) {
    event.profile = track.video.profile;
    event.level = track.video.level;
    event.pixel_format = track.video.pixel_format;
    event.width = track.video.width;
    event.height = track.video.height;
    event.nominal_framerate = track.video.framerate;
  } else {
    event.profile = track.audio.profile;
    event.sample_rate = track.audio.sample_rate;
    event.channels = track.audio.channels;
  }
  emit(event);
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
