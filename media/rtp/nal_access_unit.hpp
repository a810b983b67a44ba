// Access units of NAL units, the part of the depacketizers that H.264 and H.265 share.
#pragma once

#include <cstddef>
#include <span>

#include "media/rtp/access_unit.hpp"
#include "media/rtp/packet.hpp"

namespace media::rtp {

/// What a codec's NAL unit is to those who put access units together.
struct NalRole {
  bool is_picture = false;        // part of a coded picture
  bool is_keyframe = false;       // of a random access point
  bool is_parameter_set = false;  // the one that tells size and profile
};

/// Keeps units with start codes between them (Annex B of both standards), which do not count as
/// payload. An access unit ends with the marker or where the timestamp changes; one without any
/// picture is parameters alone, and no frame.
class NalAccessUnit {
 public:
  explicit NalAccessUnit(std::size_t depth) : unit_(depth) {}

  /// Before the units of a packet.
  void begin_packet(const Packet& packet, bool follows, UnitListener& listener);

  /// A NAL unit, or its first piece.
  void begin_nal(std::span<const std::byte> begin, NalRole role);
  void append(std::span<const std::byte> piece) { unit_.add(piece); }

  void mark_damaged() { unit_.mark_damaged(); }

  /// Nothing of the access unit has come yet.
  [[nodiscard]] bool is_empty() const { return unit_.size() == 0; }

  /// Behind the units of a packet.
  void end_packet(const Packet& packet, UnitListener& listener);

  void finish(UnitListener& listener);

 private:
  AccessUnitBuilder unit_;
  bool has_picture_ = false;
};

}  // namespace media::rtp
