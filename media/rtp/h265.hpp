// H.265 (RFC 7798).
#pragma once

#include <span>

#include "media/rtp/depacketizer.hpp"
#include "media/rtp/nal_access_unit.hpp"
#include "media/sdp/format_parameters.hpp"

namespace media::rtp {

/// Single NAL units, aggregation packets and fragmentation units, with decoding order numbers if
/// sprop-max-don-diff announces them. PACI packets are counted but produce no frames.
class H265 final : public Depacketizer {
 public:
  H265(const sdp::FormatParameters& parameters, std::size_t depth);

  void push(const Packet& packet, bool follows, UnitListener& listener) override;
  void finish(UnitListener& listener) override { unit_.finish(listener); }

 private:
  void take_unit(std::span<const std::byte> unit, UnitListener& listener);
  void take_single(std::span<const std::byte> payload, UnitListener& listener);
  void take_aggregate(std::span<const std::byte> payload, UnitListener& listener);
  void take_fragment(std::span<const std::byte> payload);

  bool has_order_numbers_;
  NalAccessUnit unit_;
};

}  // namespace media::rtp
