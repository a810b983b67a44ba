// H.264 (RFC 6184).
#pragma once

#include <span>

#include "media/rtp/depacketizer.hpp"
#include "media/rtp/nal_access_unit.hpp"

namespace media::rtp {

/// Packetization modes 0 and 1: single NAL units, STAP-A, FU-A. The interleaved mode 2 (STAP-B,
/// MTAP, FU-B) sends units out of decoding order; its packets are counted but produce no frames.
class H264 final : public Depacketizer {
 public:
  explicit H264(std::size_t depth) : unit_(depth) {}

  void push(const Packet& packet, bool follows, UnitListener& listener) override;
  void finish(UnitListener& listener) override { unit_.finish(listener); }

 private:
  void take_unit(std::span<const std::byte> unit, UnitListener& listener);
  void take_aggregate(std::span<const std::byte> payload, UnitListener& listener);
  void take_fragment(std::span<const std::byte> payload);

  NalAccessUnit unit_;
};

}  // namespace media::rtp
