// A session that plays: its tracks, and how their packets get here.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <vex/vex.hpp>

#include "media/sdp/session.hpp"
#include "plugins/rtsp/client.hpp"
#include "plugins/rtsp/track_events.hpp"

namespace rtsp {

/// How packets travel: beside the dialogue on its TCP connection, in UDP, or by the first of these
/// that the server agrees to.
enum class Carrier { automatic, tcp, udp };

class Session {
 public:
  Session(const vex_host& host, const vex::Run& run, media::rtsp::Url url,
          std::optional<Credentials> credentials, Carrier carrier);

  /// From OPTIONS to PLAY. [suspends]
  void start();

  /// Takes the media until something ends it, which is thrown. [suspends]
  void watch();

 private:
  struct Lane {
    Lane(const vex_host& host, std::uint32_t id) : events(host, id) {}

    std::string url;
    std::unique_ptr<media::rtp::Track> track;
    TrackEvents events;
    media::rtsp::Pair channels;           // of the TCP connection
    std::vector<vex::UdpSocket> sockets;  // for RTP and RTCP
    media::rtsp::Pair server_ports;
  };

  void choose_tracks(const Description& description);
  void set_up_tracks();
  [[nodiscard]] bool set_up_over_connection(Lane& first);
  void set_up_tcp(Lane& lane, std::uint16_t place);
  void set_up_udp(Lane& lane);
  void punch_hole(const Lane& lane) const;
  void take_origins(const std::vector<media::rtsp::RtpInfo>& infos);

  void on_frame(std::uint8_t channel, vex::Bytes payload);
  void take(Lane& lane, bool is_report, vex::Bytes datagram, vex::Nanos arrival);
  void watch_tcp();
  void watch_udp();
  void take_datagrams(std::span<vex_udp_socket* const> sockets);
  void read_dialogue();
  void look_after(vex::Nanos now);
  void send_reports(vex::Nanos now);
  [[nodiscard]] vex::Nanos now() const;

  const vex_host& host_;
  const std::size_t depth_;
  const std::string peer_;
  Carrier carrier_;
  Client client_;
  std::string aggregate_url_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::array<vex_datagram, 64> datagrams_{};
  std::uint32_t strange_packets_ = 0;  // in a row
  vex::Nanos next_look_{};
  vex::Nanos next_reports_{};
};

}  // namespace rtsp
