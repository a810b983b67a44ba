// Formats whose payload needs no look inside to find its frames.
#pragma once

#include "media/rtp/depacketizer.hpp"

namespace media::rtp {

/// Either every packet is a frame (Opus, RFC 7587; G.711 and its kin, RFC 3551), or a frame goes
/// from a timestamp to the next or to the packet with the marker.
class WholePackets final : public Depacketizer {
 public:
  WholePackets(bool spans_packets, std::size_t depth)
      : spans_packets_(spans_packets), unit_(depth) {}

  void push(const Packet& packet, bool follows, UnitListener& listener) override;
  void finish(UnitListener& listener) override { unit_.finish(listener); }

 private:
  bool spans_packets_;
  AccessUnitBuilder unit_;
};

}  // namespace media::rtp
