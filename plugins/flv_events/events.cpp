#include "plugins/flv_events/events.hpp"

#include "plugins/media_events/track.hpp"

namespace flv_events {

media::flv::PayloadDepth depth_of(const vex::Run& run) noexcept {
  switch (run.payload) {
    case VEX_PAYLOAD_WHOLE:
      return media::flv::PayloadDepth::whole;
    case VEX_PAYLOAD_PREFIX:
      return media::flv::PayloadDepth::prefix;
    default:
      return media::flv::PayloadDepth::headers;
  }
}

vex::Track to_event(const media::flv::Track& track) noexcept {
  const bool is_video = track.kind == media::flv::TrackKind::video;
  return media_events::track(is_video ? video_track : audio_track,
                             is_video ? vex::Track::video : vex::Track::audio,
                             media::flv::name_of(track.codec), track.video, track.audio);
}

vex::Packet to_event(const media::flv::Packet& packet) noexcept {
  vex::Packet event;
  event.track = packet.track == media::flv::TrackKind::video ? video_track : audio_track;
  event.key = packet.is_keyframe;
  event.config = packet.is_configuration;
  event.dts = packet.dts;
  event.pts = packet.pts;
  event.size = packet.size;
  event.payload = packet.payload;
  return event;
}

}  // namespace flv_events
