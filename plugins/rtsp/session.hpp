// A playing session: its tracks, and how their packets arrive.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <vex/vex.hpp>

#include "media/sdp/session.hpp"
#include "plugins/rtsp/client.hpp"
#include "plugins/rtsp/track_events.hpp"

namespace rtsp {

/// How packets are carried: next to the dialogue on its TCP connection, or over UDP.
enum class Carrier { tcp = 1, udp };

[[nodiscard]] constexpr Carrier other(Carrier carrier) {
  return carrier == Carrier::tcp ? Carrier::udp : Carrier::tcp;
}

class Session {
 public:
  /// Connects. `may_change`: if the server refuses `carrier`, the other one is requested.
  /// [suspends]
  Session(const vex_host& host, const vex::Run& run, media::rtsp::Url url,
          std::optional<Credentials> credentials, Carrier carrier, bool may_change);

  /// From OPTIONS to PLAY. [suspends]
  void start();

  /// Reads until the first packet of a track has arrived; false if none has within `patience`.
  /// Throws what ends the session before that. [suspends]
  [[nodiscard]] bool await_media(std::optional<vex::Nanos> patience);

  /// Reads media until the session ends, and throws the reason. [suspends]
  void watch();

  /// Ends the session at the server, like Client::tear_down. [suspends]
  void tear_down() { client_.tear_down(); }

  [[nodiscard]] Carrier carrier() const { return carrier_; }
  [[nodiscard]] bool is_secure() const { return client_.url().is_secure; }

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
  [[nodiscard]] bool agrees_to_set_up(std::uint16_t place);
  void set_up(std::uint16_t place);
  void set_up_tcp(Lane& lane, std::uint16_t place);
  void set_up_udp(Lane& lane);
  static void punch_hole(const Lane& lane);
  void take_origins(const std::vector<media::rtsp::RtpInfo>& infos);

  void on_frame(std::uint8_t channel, vex::Bytes payload);
  void take(Lane& lane, bool is_report, vex::Bytes datagram, vex::Nanos arrival);
  void step(std::optional<vex::Nanos> wait);
  void take_datagrams(vex::Nanos wait);
  void read_dialogue(vex::Nanos wait);
  void look_after(vex::Nanos now);
  void send_reports(vex::Nanos now);
  void tell_of_overflow(vex::Nanos now);
  [[nodiscard]] vex::Nanos now() const;

  const vex_host& host_;
  const std::size_t depth_;
  const std::string peer_;
  Carrier carrier_;
  const bool may_change_;
  Client client_;
  std::string aggregate_url_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<vex_udp_socket*> sockets_;  // of all lanes, in their order
  bool has_media_ = false;
  std::uint32_t strange_packets_ = 0;  // consecutive
  std::uint64_t overflowed_ = 0;       // datagrams, as last reported
  vex::Nanos next_word_of_overflow_{};
  vex::Nanos next_look_{};
  vex::Nanos next_reports_{};
};

}  // namespace rtsp
