#include "tests/support/servers/free_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace support {

std::uint16_t free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  const int on = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, any, size) != 0 || listen(listener, 1) != 0 ||
      getsockname(listener, any, &size) != 0 || connect(client, any, size) != 0) {
    throw std::system_error(errno, std::generic_category(), "find a free port");
  }
  // A connection that this end closes first leaves the port in TIME_WAIT, which keeps it from
  // others.
  const int accepted = accept(listener, nullptr, nullptr);
  close(accepted);
  char byte = 0;
  [[maybe_unused]] const auto end = read(client, &byte, 1);
  close(client);
  close(listener);
  return ntohs(address.sin_port);
}

}  // namespace support
