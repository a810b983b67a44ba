#include "plugins/flv_events/events.hpp"

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
  vex::Track event;
  event.codec = media::flv::name_of(track.codec);
  if (track.kind == media::flv::TrackKind::video) {
    event.id = video_track;
    event.kind = vex::Track::video;
    event.profile = track.video.profile;
    event.level = track.video.level;
    event.pixel_format = track.video.pixel_format;
    event.width = track.video.width;
    event.height = track.video.height;
    event.nominal_framerate = track.video.framerate;
  } else {
    event.id = audio_track;
    event.kind = vex::Track::audio;
    event.profile = track.audio.profile;
    event.sample_rate = track.audio.sample_rate;
    event.channels = track.audio.channels;
  }
  return event;
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
