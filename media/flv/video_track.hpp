// What is known of the video track, from sequence headers, keyframes and metadata.
#pragma once

#include <cstddef>
#include <span>

#include "media/flv/events.hpp"
#include "media/flv/timestamp.hpp"
#include "media/flv/video_body.hpp"

namespace media::flv {

class VideoTrack {
 public:
  /// Takes a sequence header. If it cannot be read, only the codec of the track is known.
  void configure(Codec codec, std::span<const std::byte> record);

  /// Takes a frame. A different codec means a different track, and a keyframe of VP8, VP9 or AV1
  /// gives the size.
  void see_frame(const VideoBody& body, std::span<const std::byte> payload);

  /// Sets what to report where the bitstream says nothing.
  void fall_back_on(const Metadata& metadata);

  /// The track if it differs from what was returned last, else null.
  const Track* changed();

  /// True for an access unit that is a single NAL unit without a picture: filler data, which
  /// constant bitrate encoders send, or an end of sequence.
  [[nodiscard]] bool is_without_picture(Codec codec, std::span<const std::byte> payload,
                                        std::size_t size) const;

  TimestampUnwrapper& clock() { return clock_; }

 private:
  void begin(Codec codec);

  Codec codec_ = Codec::unsupported;
  VideoFacts facts_{};
  Metadata fallback_{};
  std::size_t nal_length_size_ = 4;
  bool is_known_ = false;    // a body has been seen
  bool may_differ_ = false;  // from announced_
  Track announced_{};
  bool is_announced_ = false;
  TimestampUnwrapper clock_{};
};

}  // namespace media::flv
