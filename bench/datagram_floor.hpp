// Datagrams as a bare client receives them: one recvmmsg per readiness, nothing looked at.
#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <vector>

namespace bench {

/// Two UDP sockets of the loopback with neighbouring ports, the first of them even.
struct PortPair {
  int first_fd = -1;
  int second_fd = -1;
  std::uint16_t first_port = 0;
};

/// Throws std::runtime_error where there is none.
PortPair open_port_pair();

/// Room for the datagrams of one call, used for all sockets.
class DatagramRoom {
 public:
  DatagramRoom();

  /// What one call takes, in bytes.
  std::uint64_t receive(int fd);

 private:
  static constexpr std::size_t most = 64;
  static constexpr std::size_t size = 2048;

  std::vector<char> bytes_;
  std::vector<iovec> pieces_;
  std::vector<mmsghdr> messages_;
};

}  // namespace bench
