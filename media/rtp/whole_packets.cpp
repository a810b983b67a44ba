#include "media/rtp/whole_packets.hpp"

namespace media::rtp {

void WholePackets::push(const Packet& packet, bool follows, UnitListener& listener) {
  const bool is_next_frame = !spans_packets_ || packet.timestamp != unit_.timestamp();
  if (unit_.is_open() && !follows) unit_.mark_damaged();
  if (unit_.is_open() && is_next_frame) unit_.finish(listener);
  if (packet.payload.empty()) return;
  const auto piece = read_ == nullptr ? VideoPiece{.bytes = packet.payload} : read_(packet.payload);
  if (!piece) return;
  if (!unit_.is_open()) unit_.begin(packet.timestamp);
  if (piece->is_keyframe) unit_.mark_keyframe();
  if (piece->facts) listener.on_video(*piece->facts);
  unit_.add(piece->bytes);
  if (!spans_packets_ || packet.marker) unit_.finish(listener);
}

}  // namespace media::rtp
