// Reads the bodies of FLV tags or RTMP messages as the tracks of one stream.
#pragma once

#include <cstddef>
#include <cstdint>

#include "media/flv/audio_track.hpp"
#include "media/flv/body.hpp"
#include "media/flv/events.hpp"
#include "media/flv/video_track.hpp"

namespace media::flv {

class Tracks {
 public:
  explicit Tracks(PayloadDepth depth = PayloadDepth::headers) : depth_(depth) {}

  /// How many of the body's first bytes read() needs, judging by those in its head; at most its
  /// size. A result of no more than head.size() means that these are enough.
  [[nodiscard]] std::size_t wanted(const Body& body) const;

  /// Reads a complete body, whose head is as long as wanted().
  void read(const Body& body, Listener& listener);

  [[nodiscard]] bool keeps_whole_payloads() const { return depth_ == PayloadDepth::whole; }

  /// Multitrack bodies so far: counted, not read.
  [[nodiscard]] std::uint64_t multitrack_bodies() const { return multitrack_bodies_; }

 private:
  void read_video(const Body& body, Listener& listener);
  void read_audio(const Body& body, Listener& listener);
  void read_script(const Body& body, Listener& listener);
  [[nodiscard]] std::size_t wanted_of(Content content, std::size_t header_size,
                                      std::size_t size) const;
  void emit(Packet packet, const Body& body, std::size_t header_size, Listener& listener) const;

  PayloadDepth depth_;
  VideoTrack video_{};
  AudioTrack audio_{};
  std::uint64_t multitrack_bodies_ = 0;
};

}  // namespace media::flv
