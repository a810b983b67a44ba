#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/origin/rtp_packet.hpp"

namespace origin {

/// Where datagrams go: the other end of an RTSP connection.
class RtpPeer {
 public:
  /// Of a connected socket.
  explicit RtpPeer(int fd);

  /// The socket address of one of its ports.
  const sockaddr* at(std::uint16_t port);
  socklen_t size() const { return size_; }

 private:
  sockaddr_storage address_{};
  socklen_t size_ = sizeof address_;
};

/// The pair of UDP ports that all sessions of a server send from: RTP from the even one, RTCP from
/// the next. What comes in is not read. What cannot be sent at once is lost.
///
/// Packets of one size leave in one message, which the kernel cuts (UDP_SEGMENT): a thousand
/// streams would keep a core busy otherwise.
class RtpDoor {
 public:
  /// Throws std::runtime_error when there is no pair of free ports.
  explicit RtpDoor(const std::string& address);
  ~RtpDoor();
  RtpDoor(const RtpDoor&) = delete;
  RtpDoor& operator=(const RtpDoor&) = delete;

  std::uint16_t rtp_port() const { return port_; }

  /// `ports` of the peer, by track.
  void send(RtpPeer& peer, const std::vector<RtpPacket>& packets,
            const std::vector<std::uint16_t>& ports);
  void send_report(RtpPeer& peer, std::string_view report, std::uint16_t port);

 private:
  bool open(const sockaddr_storage& address, socklen_t size);

  /// A run of packets to one port: all of one size, but for the last, which may be smaller.
  struct Run {
    std::size_t count = 0;
    sockaddr_storage to{};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(std::uint16_t))> control{};
  };

  static std::size_t run_length(const std::vector<RtpPacket>& packets, std::size_t from);
  void add_run(const RtpPacket& first, Run& run, std::size_t from, mmsghdr& message);

  int rtp_ = -1;
  int rtcp_ = -1;
  std::uint16_t port_ = 0;
  std::vector<Run> runs_;
  std::vector<mmsghdr> messages_;
  std::vector<std::array<iovec, 2>> pieces_;
};

}  // namespace origin
