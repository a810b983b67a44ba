#include "tests/support/origin/listener.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace origin {
namespace {

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

Address parse(const std::string& text, std::uint16_t port) {
  Address address;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    address.size = sizeof v4;
    std::memcpy(&address.storage, &v4, sizeof v4);
  } else if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    address.size = sizeof v6;
    std::memcpy(&address.storage, &v6, sizeof v6);
  } else {
    throw std::invalid_argument(text + " is not an address to listen on");
  }
  return address;
}

std::uint16_t bound_port(int fd) {
  sockaddr_in6 bound{};  // the port stands in the same place for IPv4
  socklen_t size = sizeof bound;
  getsockname(fd, reinterpret_cast<sockaddr*>(&bound), &size);
  return ntohs(bound.sin6_port);
}

}  // namespace

Listener::Listener(const std::string& address, std::uint16_t port) {
  const auto where = parse(address, port);
  fd_ = socket(where.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  constexpr int backlog = 4096;
  if (fd_ < 0 || bind(fd_, reinterpret_cast<const sockaddr*>(&where.storage), where.size) != 0 ||
      listen(fd_, backlog) != 0) {
    const std::system_error error(errno, std::generic_category(),
                                  "listen on " + address + ":" + std::to_string(port));
    close(fd_);
    throw error;
  }
  port_ = bound_port(fd_);
}

Listener::~Listener() {
  if (fd_ >= 0) {
    close(fd_);
  }
}

std::uint32_t Listener::events() const { return EPOLLIN; }

std::optional<int> Listener::accept() {
  const int fd = accept4(fd_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) {
    return std::nullopt;
  }
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

}  // namespace origin
