#include "tests/support/origin/rtp_door.hpp"

#include <arpa/inet.h>
#include <netinet/udp.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace origin {
namespace {

/// The port stands in the same place for IPv4 and IPv6.
void set_port(sockaddr_storage& address, std::uint16_t port) {
  reinterpret_cast<sockaddr_in&>(address).sin_port = htons(port);
}

std::uint16_t bound_port(int fd) {
  sockaddr_storage bound{};
  socklen_t size = sizeof bound;
  getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size);
  return ntohs(reinterpret_cast<const sockaddr_in&>(bound).sin_port);
}

int bind_to(const sockaddr_storage& address, socklen_t size) {
  const int fd = socket(address.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd >= 0 && bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0) {
    return fd;
  }
  close(fd);
  return -1;
}

}  // namespace

RtpPeer::RtpPeer(int fd) { getpeername(fd, reinterpret_cast<sockaddr*>(&address_), &size_); }

const sockaddr* RtpPeer::at(std::uint16_t port) {
  set_port(address_, port);
  return reinterpret_cast<const sockaddr*>(&address_);
}

RtpDoor::RtpDoor(const std::string& address) {
  sockaddr_storage where{};
  auto& v4 = reinterpret_cast<sockaddr_in&>(where);
  auto& v6 = reinterpret_cast<sockaddr_in6&>(where);
  where.ss_family = inet_pton(AF_INET, address.c_str(), &v4.sin_addr) == 1 ? AF_INET : AF_INET6;
  if (where.ss_family == AF_INET6) {
    inet_pton(AF_INET6, address.c_str(), &v6.sin6_addr);
  }
  const socklen_t size = where.ss_family == AF_INET ? sizeof v4 : sizeof v6;
  constexpr int most_attempts = 100;
  for (int attempts = 0; attempts < most_attempts; ++attempts) {
    if (open(where, size)) {
      return;
    }
  }
  throw std::runtime_error("no pair of free UDP ports");
}

RtpDoor::~RtpDoor() {
  close(rtp_);
  close(rtcp_);
}

bool RtpDoor::open(const sockaddr_storage& address, socklen_t size) {
  rtp_ = bind_to(address, size);
  port_ = bound_port(rtp_);
  auto next = address;
  set_port(next, static_cast<std::uint16_t>(port_ + 1));
  rtcp_ = port_ % 2 == 0 && rtp_ >= 0 ? bind_to(next, size) : -1;
  if (rtcp_ < 0) {
    close(rtp_);
  }
  return rtcp_ >= 0;
}

void RtpDoor::send(RtpPeer& peer, const std::vector<RtpPacket>& packets,
                   const std::vector<std::uint16_t>& ports) {
  pieces_.resize(packets.size());
  for (std::size_t n = 0; n < packets.size(); ++n) {
    const RtpPacket& packet = packets[n];
    pieces_[n] = {iovec{const_cast<char*>(packet.head.data()), packet.head_size},
                  iovec{const_cast<char*>(packet.payload.data()), packet.payload.size()}};
  }
  // Messages point at the runs, which must not move.
  runs_.clear();
  runs_.reserve(packets.size());
  messages_.assign(packets.size(), mmsghdr{});
  for (std::size_t from = 0; from < packets.size(); from += runs_.back().count) {
    Run& run = runs_.emplace_back();
    run.count = run_length(packets, from);
    std::memcpy(&run.to, peer.at(ports[packets[from].track]), peer.size());
    auto& message = messages_[runs_.size() - 1];
    message.msg_hdr.msg_namelen = peer.size();
    add_run(packets[from], run, from, message);
  }
  for (std::size_t sent = 0; sent < runs_.size();) {
    const int count =
        sendmmsg(rtp_, &messages_[sent], static_cast<unsigned>(runs_.size() - sent), MSG_NOSIGNAL);
    if (count <= 0) {
      return;
    }
    sent += static_cast<std::size_t>(count);
  }
}

std::size_t RtpDoor::run_length(const std::vector<RtpPacket>& packets, std::size_t from) {
  constexpr std::size_t most = 40;  // of at most 1,412 bytes: 64 KiB are the limit of a message
  const RtpPacket& first = packets[from];
  std::size_t at = from + 1;
  while (at < packets.size() && at - from < most && packets[at].track == first.track &&
         packets[at].size() <= first.size()) {
    if (packets[at++].size() < first.size()) {
      break;
    }
  }
  return at - from;
}

void RtpDoor::add_run(const RtpPacket& first, Run& run, std::size_t from, mmsghdr& message) {
  auto& header = message.msg_hdr;
  header.msg_name = &run.to;
  header.msg_iov = pieces_[from].data();
  header.msg_iovlen = pieces_[from].size() * run.count;
  if (run.count == 1) {
    return;
  }
  header.msg_control = run.control.data();
  header.msg_controllen = run.control.size();
  cmsghdr* const part = CMSG_FIRSTHDR(&header);
  part->cmsg_level = SOL_UDP;
  part->cmsg_type = UDP_SEGMENT;
  part->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
  const auto size = static_cast<std::uint16_t>(first.size());
  std::memcpy(CMSG_DATA(part), &size, sizeof size);
}

void RtpDoor::send_report(RtpPeer& peer, std::string_view report, std::uint16_t port) {
  sendto(rtcp_, report.data(), report.size(), MSG_NOSIGNAL, peer.at(port), peer.size());
}

}  // namespace origin
