// Formats whose payload needs no look inside to find where its frames end.
#pragma once

#include "media/rtp/depacketizer.hpp"
#include "media/rtp/video_payload.hpp"

namespace media::rtp {

/// Either every packet is a frame (Opus, RFC 7587; G.711 and its kin, RFC 3551), or a frame goes
/// from a timestamp to the next or to the packet with the marker. Of video with a payload header
/// the keyframes are known by that, of other video they are not.
class WholePackets final : public Depacketizer {
 public:
  WholePackets(bool spans_packets, std::size_t depth, ReadVideoPayload read = nullptr)
      : spans_packets_(spans_packets), read_(read), unit_(depth) {}

  void push(const Packet& packet, bool follows, UnitListener& listener) override;
  void finish(UnitListener& listener) override { unit_.finish(listener); }

 private:
  bool spans_packets_;
  ReadVideoPayload read_;  // null: the payload is the frame's
  AccessUnitBuilder unit_;
};

}  // namespace media::rtp
