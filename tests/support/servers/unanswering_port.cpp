#include "tests/support/servers/unanswering_port.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace support {

UnansweringPort::UnansweringPort() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  if (bind(listener_, any, size) != 0 || listen(listener_, 0) != 0 ||
      getsockname(listener_, any, &size) != 0) {
    throw std::system_error(errno, std::generic_category(), "listen");
  }
  port_ = ntohs(address.sin_port);
  // The queue of a backlog of 0 holds one connection; a second that stays unanswered shows that it
  // is full.
  constexpr int most_clients = 8;
  constexpr int answer_ms = 100;
  for (int n = 0; n < most_clients; ++n) {
    clients_.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    connect(clients_.back(), any, size);
    pollfd answered{clients_.back(), POLLOUT, 0};
    if (poll(&answered, 1, answer_ms) == 0) {
      return;
    }
  }
  throw std::runtime_error("the queue of a listening socket cannot be filled here");
}

UnansweringPort::~UnansweringPort() {
  for (const int client : clients_) {
    close(client);
  }
  close(listener_);
}

}  // namespace support
