#include "tests/support/servers/free_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace support {

namespace {

/// Whether it could be bound. Port 0: any that is free, which is written back.
bool bind_to(int descriptor, std::uint16_t& port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(descriptor, any, size) != 0 || getsockname(descriptor, any, &size) != 0) return false;
  port = ntohs(address.sin_port);
  return true;
}

bool is_free_of_udp(std::uint16_t port) {
  const int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const bool is_free = bind_to(descriptor, port);
  close(descriptor);
  return is_free;
}

}  // namespace

std::uint16_t free_port() {
  for (;;) {
    // Bound until the process ends, which keeps it from others, but listened on by nobody.
    const int keeper = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    setsockopt(keeper, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    std::uint16_t port = 0;
    if (!bind_to(keeper, port)) {
      throw std::system_error(errno, std::generic_category(), "find a free port");
    }
    if (is_free_of_udp(port)) return port;
    close(keeper);
  }
}

}  // namespace support
