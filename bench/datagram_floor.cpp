#include "bench/datagram_floor.hpp"

#include <netinet/in.h>
#include <unistd.h>

#include <stdexcept>

namespace bench {
namespace {

int bind_to(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd >= 0 && bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return fd;
  }
  close(fd);
  return -1;
}

std::uint16_t port_of(int fd) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

}  // namespace

PortPair open_port_pair() {
  constexpr int most_attempts = 1000;
  for (int attempts = 0; attempts < most_attempts; ++attempts) {
    PortPair pair;
    pair.first_fd = bind_to(0);
    if (pair.first_fd < 0) break;
    pair.first_port = port_of(pair.first_fd);
    if (pair.first_port % 2 == 0) {
      pair.second_fd = bind_to(static_cast<std::uint16_t>(pair.first_port + 1));
    }
    if (pair.second_fd >= 0) return pair;
    close(pair.first_fd);
  }
  throw std::runtime_error("no pair of free UDP ports");
}

DatagramRoom::DatagramRoom() : bytes_(most * size), pieces_(most), messages_(most) {
  for (std::size_t i = 0; i < most; ++i) {
    pieces_[i] = {&bytes_[i * size], size};
    messages_[i].msg_hdr.msg_iov = &pieces_[i];
    messages_[i].msg_hdr.msg_iovlen = 1;
  }
}

std::uint64_t DatagramRoom::receive(int fd) {
  const int count = recvmmsg(fd, messages_.data(), most, MSG_DONTWAIT, nullptr);
  std::uint64_t bytes = 0;
  for (int i = 0; i < count; ++i) bytes += messages_[static_cast<std::size_t>(i)].msg_len;
  return bytes;
}

}  // namespace bench
