// Formats whose frames can be found without looking into the payload.
#pragma once

#include "media/rtp/depacketizer.hpp"
#include "media/rtp/video_payload.hpp"

namespace media::rtp {

/// Either every packet is a frame (Opus, RFC 7587; G.711 and similar codecs, RFC 3551), or a frame
/// extends to the next timestamp or to the packet with the marker. For video, keyframes are known
/// only if the format has a payload header.
class WholePackets final : public Depacketizer {
 public:
  WholePackets(bool spans_packets, std::size_t depth, ReadVideoPayload read = nullptr)
      : spans_packets_(spans_packets), read_(read), unit_(depth) {}

  void push(const Packet& packet, bool follows, UnitListener& listener) override;
  void finish(UnitListener& listener) override { unit_.finish(listener); }

 private:
  bool spans_packets_;
  ReadVideoPayload read_;  // null: the payload is part of the frame
  AccessUnitBuilder unit_;
};

}  // namespace media::rtp
