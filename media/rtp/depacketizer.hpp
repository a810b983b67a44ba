// From RTP payloads to access units, for each payload format.
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

  /// The next packet of the track, in order. `follows`: the one before it was handed over, nothing
  /// is missing between them.
  virtual void push(const Packet& packet, bool follows, UnitListener& listener) = 0;

  /// The stream is over: what is put together is handed over.
  virtual void finish(UnitListener& listener) = 0;
};

/// The one for a format. A codec without a payload format here is taken packet by packet, a frame
/// from timestamp to timestamp: its keyframes stay unknown. `depth`: how many bytes of each access
/// unit are kept.
[[nodiscard]] std::unique_ptr<Depacketizer> make_depacketizer(const sdp::Media& media,
                                                              const sdp::Format& format,
                                                              std::size_t depth);

}  // namespace media::rtp
