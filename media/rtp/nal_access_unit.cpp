#include "media/rtp/nal_access_unit.hpp"

#include <array>

namespace media::rtp {
namespace {

constexpr std::array start_code{std::byte{0}, std::byte{0}, std::byte{0}, std::byte{1}};

}  // namespace

void NalAccessUnit::begin_packet(const Packet& packet, bool follows, UnitListener& listener) {
  if (unit_.is_open()) {
    if (!follows) unit_.mark_damaged();
    if (packet.timestamp != unit_.timestamp()) finish(listener);
  }
  if (unit_.is_open()) return;
  unit_.begin(packet.timestamp);
  has_picture_ = false;
}

void NalAccessUnit::begin_nal(std::span<const std::byte> begin, NalRole role) {
  has_picture_ = has_picture_ || role.is_picture;
  if (role.is_keyframe) unit_.mark_keyframe();
  unit_.add_framing(start_code);
  unit_.add(begin);
}

void NalAccessUnit::end_packet(const Packet& packet, UnitListener& listener) {
  // Some senders also set the marker on the parameter sets that precede a picture with the same
  // timestamp.
  if (packet.marker && has_picture_) finish(listener);
}

void NalAccessUnit::finish(UnitListener& listener) {
  if (has_picture_) {
    unit_.finish(listener);
  } else {
    unit_.drop();
  }
  has_picture_ = false;
}

}  // namespace media::rtp
