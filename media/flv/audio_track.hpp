// What is known of the audio track, from sequence headers and the first frames.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "media/flv/audio_body.hpp"
#include "media/flv/events.hpp"
#include "media/flv/timestamp.hpp"

namespace media::flv {

class AudioTrack {
 public:
  /// A sequence header. One that cannot be read leaves the track with its codec alone.
  void configure(Codec codec, std::span<const std::byte> record);

  /// A frame: another codec than before makes another track; codecs without sequence header tell
  /// rate and channels here.
  void see_frame(const AudioBody& body, std::span<const std::byte> payload);

  /// The track when it differs from what this last gave, else null.
  const Track* changed();

  TimestampUnwrapper& clock() { return clock_; }

 private:
  void begin(Codec codec);
  void set_sound(std::uint32_t sample_rate, std::uint32_t channels);

  Codec codec_ = Codec::unsupported;
  AudioFacts facts_{};
  bool is_known_ = false;    // a first body was seen
  bool may_differ_ = false;  // from announced_
  Track announced_{};
  bool is_announced_ = false;
  TimestampUnwrapper clock_{};
};

}  // namespace media::flv
