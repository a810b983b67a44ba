#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/origin/playback.hpp"
#include "tests/support/origin/rtp_door.hpp"
#include "tests/support/origin/rtp_format.hpp"
#include "tests/support/origin/rtp_track.hpp"

namespace origin {

/// How the packets of a track travel: on channels of the connection, or to ports of the peer.
struct RtpLane {
  bool is_udp = false;
  std::uint16_t rtp = 0;  // channel or port
  std::uint16_t rtcp = 0;
};

/// The media of a session: tags become RTP packets with sender reports between them. UDP leaves by
/// itself, what is interleaved is given back.
class RtpSender {
 public:
  RtpSender(RtpDoor& door, RtpPeer peer) : door_(door), peer_(peer) {}

  void describe(const RtpForm& form);

  /// The track at a place; nothing when there is none.
  RtpTrack* track(std::size_t place);
  void set_up(std::size_t place, const RtpLane& lane) { lanes_[place] = lane; }
  bool is_set_up() const;

  /// Packets of `muted` ("udp", "tcp" or neither) are made and lost.
  void mute(std::string_view muted) { muted_ = muted; }

  /// What is to be sent on the connection; of the last frame half when it is cut.
  std::string send(const Batch& batch, bool is_cut);

  /// The sources leave.
  std::string end();

 private:
  RtpTrack* track_of(const Message& tag);
  bool is_muted(const RtpLane& lane) const { return muted_ == (lane.is_udp ? "udp" : "tcp"); }
  void send_packets(std::string& interleaved);
  void send_report(std::size_t place, std::string_view report, std::string& interleaved);
  void send_reports(std::uint32_t time_ms, std::string& interleaved);

  RtpDoor& door_;
  RtpPeer peer_;
  RtpForm form_;
  std::vector<RtpTrack> tracks_;
  std::vector<std::optional<RtpLane>> lanes_;
  std::string muted_;
  std::vector<RtpPacket> packets_;
  std::chrono::steady_clock::time_point next_reports_{};
};

}  // namespace origin
