// MPEG-4 elementary streams, in practice AAC (RFC 3640).
#pragma once

#include "media/rtp/depacketizer.hpp"
#include "media/sdp/format_parameters.hpp"

namespace media::rtp {

/// Each packet has a header section, followed by complete access units or one fragment (3.2).
class Mpeg4Generic final : public Depacketizer {
 public:
  /// `clock_rate` of the timestamps, in hertz; 0: the sample rate.
  Mpeg4Generic(const sdp::FormatParameters& parameters, std::uint32_t clock_rate,
               std::size_t depth);

  void push(const Packet& packet, bool follows, UnitListener& listener) override;
  void finish(UnitListener& listener) override { unit_.finish(listener); }

 private:
  unsigned size_length_;
  unsigned index_length_;
  unsigned index_delta_length_;
  std::uint32_t frame_duration_;  // in units of the timestamp
  std::uint32_t fragment_left_ = 0;
  AccessUnitBuilder unit_;
};

}  // namespace media::rtp
