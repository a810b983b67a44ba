// Turns RTP payloads into access units, for each payload format.
#pragma once

#include <cstddef>
#include <memory>

#include "media/rtp/access_unit.hpp"
#include "media/rtp/packet.hpp"
#include "media/sdp/session.hpp"

namespace media::rtp {

class Depacketizer {
 public:
  virtual ~Depacketizer() = default;

  /// Takes the next packet of the track, in order. `follows`: no packet is missing between it and
  /// the previous one.
  virtual void push(const Packet& packet, bool follows, UnitListener& listener) = 0;

  /// Ends the stream: delivers what has been assembled.
  virtual void finish(UnitListener& listener) = 0;
};

/// Creates the depacketizer for a format. A codec whose payload format is not supported here is
/// taken packet by packet, with one frame per timestamp and unknown keyframes. `depth`: how many
/// bytes of each access unit are kept.
[[nodiscard]] std::unique_ptr<Depacketizer> make_depacketizer(const sdp::Media& media,
                                                              const sdp::Format& format,
                                                              std::size_t depth);

}  // namespace media::rtp
