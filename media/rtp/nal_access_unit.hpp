// Access units made of NAL units: the part of the depacketizers that H.264 and H.265 share.
#pragma once

#include <cstddef>
#include <span>

#include "media/rtp/access_unit.hpp"
#include "media/rtp/packet.hpp"

namespace media::rtp {

/// The role of a NAL unit in an access unit.
struct NalRole {
  bool is_picture = false;        // part of a coded picture
  bool is_keyframe = false;       // of a random access point
  bool is_parameter_set = false;  // the one with size and profile
};

/// Keeps units separated by start codes (Annex B of both standards), which do not count as payload.
/// An access unit ends with the marker or a change of the timestamp; one without a picture holds
/// only parameters and is not a frame.
class NalAccessUnit {
 public:
  explicit NalAccessUnit(std::size_t depth) : unit_(depth) {}

  /// To be called before the units of a packet.
  void begin_packet(const Packet& packet, bool follows, UnitListener& listener);

  /// Adds a NAL unit, or its first fragment.
  void begin_nal(std::span<const std::byte> begin, NalRole role);
  void append(std::span<const std::byte> piece) { unit_.add(piece); }

  void mark_damaged() { unit_.mark_damaged(); }

  /// Nothing of the access unit has arrived yet.
  [[nodiscard]] bool is_empty() const { return unit_.size() == 0; }

  /// To be called after the units of a packet.
  void end_packet(const Packet& packet, UnitListener& listener);

  void finish(UnitListener& listener);

 private:
  AccessUnitBuilder unit_;
  bool has_picture_ = false;
};

}  // namespace media::rtp
