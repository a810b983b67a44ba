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
  /// Takes a sequence header. If it cannot be read, only the codec of the track is known.
  void configure(Codec codec, std::span<const std::byte> record);

  /// Takes a frame. A different codec means a different track; codecs without a sequence header
  /// give their rate and channels here.
  void see_frame(const AudioBody& body, std::span<const std::byte> payload);

  /// The track if it differs from what was returned last, else null.
  const Track* changed();

  TimestampUnwrapper& clock() { return clock_; }

 private:
  void begin(Codec codec);
  void set_sound(std::uint32_t sample_rate, std::uint32_t channels);

  Codec codec_ = Codec::unsupported;
  AudioFacts facts_{};
  bool is_known_ = false;    // a body has been seen
  bool may_differ_ = false;  // from announced_
  Track announced_{};
  bool is_announced_ = false;
  TimestampUnwrapper clock_{};
};

}  // namespace media::flv
