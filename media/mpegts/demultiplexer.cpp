#include "media/mpegts/demultiplexer.hpp"

#include <algorithm>

namespace media::mpegts {
namespace {

constexpr std::size_t most_pids = 256;

}  // namespace

void Demultiplexer::push(PacketBytes bytes, nanoseconds arrival, Counters& counters,
                         Listener& listener) {
  ++counters.packets;
  last_arrival_ = arrival;
  const auto packet = read_packet(bytes);
  // Nothing else is judged in a packet that is marked as broken (ETSI TR 101 290 5.2.2, 2.1).
  if (packet ? packet->has_error : (std::to_integer<unsigned>(bytes[1]) & 0x80U) != 0) {
    ++counters.transport_errors;
    return;
  }
  if (!packet || packet->pid == null_pid) return;
  const Sequence sequence = take_continuity(*packet);
  if (sequence == Sequence::breaks) ++counters.continuity_errors;
  if (sequence == Sequence::duplicate) return;
  if (packet->pcr) programs_.take_clock(*packet, counters);
  if (!packet->has_payload) return;
  route(*packet, sequence == Sequence::follows, arrival, counters, listener);
}

/// PIDs beyond the limit are not tracked, and their continuity is not judged.
Sequence Demultiplexer::take_continuity(const Packet& packet) {
  if (last_pid_ < pids_.size() && pids_[last_pid_].number == packet.pid) {
    return pids_[last_pid_].continuity.take(packet);
  }
  auto place =
      std::lower_bound(pids_.begin(), pids_.end(), packet.pid,
                       [](const Pid& pid, std::uint16_t number) { return pid.number < number; });
  if (place == pids_.end() || place->number != packet.pid) {
    if (pids_.size() == most_pids) return Sequence::restarts;
    place = pids_.insert(place, Pid{packet.pid, {}});
  }
  last_pid_ = static_cast<std::size_t>(place - pids_.begin());
  return place->continuity.take(packet);
}

void Demultiplexer::route(const Packet& packet, bool follows, nanoseconds arrival,
                          Counters& counters, Listener& listener) {
  if (packet.is_scrambled) {
    ++counters.scrambled_packets;
    return programs_.take_scrambled(packet.pid, counters);
  }
  if (packet.pid == association_pid)
    return programs_.take_association(packet, follows, counters, listener);
  if (programs_.take_map(packet, follows, counters, listener)) return;
  const bool had_tables = programs_.has_tables();
  if (!programs_.take_media(packet, follows, arrival, listener)) return;
  if (!had_tables) had_media_before_tables_ = true;
}

void Demultiplexer::restart() {
  for (Pid& pid : pids_) pid.continuity.forget();
  had_media_before_tables_ = false;
  programs_.restart();
}

}  // namespace media::mpegts
