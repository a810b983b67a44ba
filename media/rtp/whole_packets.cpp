#include "media/rtp/whole_packets.hpp"

namespace media::rtp {

void WholePackets::push(const Packet& packet, bool follows, UnitListener& listener) {
  const bool is_next_frame = !spans_packets_ || packet.timestamp != unit_.timestamp();
  if (unit_.is_open() && !follows) unit_.mark_damaged();
  if (unit_.is_open() && is_next_frame) unit_.finish(listener);
  if (packet.payload.empty()) return;
  if (!unit_.is_open()) unit_.begin(packet.timestamp);
  unit_.add(packet.payload);
  if (!spans_packets_ || packet.marker) unit_.finish(listener);
}

}  // namespace media::rtp
