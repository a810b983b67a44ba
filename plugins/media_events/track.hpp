// Turns what media/ finds out about a track into the event that probes emit.
#pragma once

#include <string_view>

#include <vex/vex.hpp>

#include "media/codec_facts.hpp"

namespace media_events {

/// A track with the facts for its kind. Borrows the texts of all its arguments.
inline vex::Track track(std::uint32_t id, vex::Track::Kind kind, std::string_view codec,
                        const media::VideoFacts& video, const media::AudioFacts& audio) {
  vex::Track event;
  event.id = id;
  event.kind = kind;
  event.codec = codec;
  if (kind == vex::Track::video) {
    event.profile = video.profile;
    event.level = video.level;
    event.pixel_format = video.pixel_format;
    event.width = video.width;
    event.height = video.height;
    event.nominal_framerate = video.framerate;
  } else {
    event.profile = audio.profile;
    event.sample_rate = audio.sample_rate;
    event.channels = audio.channels;
  }
  return event;
}

}  // namespace media_events
