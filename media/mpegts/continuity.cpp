#include "media/mpegts/continuity.hpp"

#include <algorithm>
#include <cstring>

namespace media::mpegts {
namespace {

/// Distinguishes a packet that was sent twice from one sixteen packets later.
std::uint64_t fingerprint_of(const Packet& packet) {
  std::uint64_t fingerprint = 0;
  if (!packet.payload.empty()) {
    const auto end = packet.payload.last(std::min(packet.payload.size(), sizeof fingerprint));
    std::memcpy(&fingerprint, end.data(), end.size());
  }
  return fingerprint;
}

}  // namespace

Sequence ContinuityCounter::take(const Packet& packet) {
  const std::uint64_t fingerprint = fingerprint_of(packet);
  const Sequence sequence = judge(packet, fingerprint);
  has_last_ = true;
  was_duplicate_ = sequence == Sequence::duplicate;
  last_ = packet.continuity_counter;
  if (packet.has_payload) fingerprint_ = fingerprint;
  return sequence;
}

Sequence ContinuityCounter::judge(const Packet& packet, std::uint64_t fingerprint) const {
  if (!has_last_) return Sequence::restarts;
  const auto next = static_cast<std::uint8_t>((last_ + 1) & 0x0F);
  if (!packet.has_payload) {
    if (packet.continuity_counter == last_) return Sequence::follows;
  } else if (packet.continuity_counter == next) {
    return Sequence::follows;
  } else if (packet.continuity_counter == last_ && fingerprint == fingerprint_ && !was_duplicate_ &&
             !packet.is_discontinuous) {
    return Sequence::duplicate;
  }
  return packet.is_discontinuous ? Sequence::restarts : Sequence::breaks;
}

}  // namespace media::mpegts
