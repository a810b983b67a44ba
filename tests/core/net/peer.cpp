#include "tests/core/net/peer.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace core::net {

void RemotePeer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;  // the other side has gone, which is the test's business
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string RemotePeer::receive_until(std::string_view end) {
  std::string all;
  char byte;
  while (::recv(fd_, &byte, 1, 0) == 1) {
    all += byte;
    if (all.size() >= end.size() && all.compare(all.size() - end.size(), end.size(), end) == 0)
      break;
  }
  return all;
}

std::string RemotePeer::receive_all() {
  std::string all;
  char buffer[4096];
  for (ssize_t count; (count = ::recv(fd_, buffer, sizeof buffer, 0)) > 0;)
    all.append(buffer, static_cast<std::size_t>(count));
  return all;
}

void RemotePeer::reset() {
  const linger now{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

Fd bind_loopback(int type, std::uint16_t& port) {
  Fd fd(::socket(AF_INET, type | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no free port");
  port = ntohs(address.sin_port);
  return fd;
}

PeerServer::PeerServer(Script script)
    : script_(std::move(script)), listener_(bind_loopback(SOCK_STREAM, port_)) {
  ::listen(listener_.get(), 64);
  acceptor_ = std::thread([this] { accept_all(); });
}

PeerServer::~PeerServer() {
  ::shutdown(listener_.get(), SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
}

void PeerServer::accept_all() {
  for (;;) {
    const int fd = ::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) return;
    ++connections_;
    {
      const std::lock_guard lock(mutex_);
      open_.push_back(fd);
    }
    threads_.emplace_back([this, fd] {
      RemotePeer peer(fd);
      script_(peer);
      const std::lock_guard lock(mutex_);
      open_.erase(std::find(open_.begin(), open_.end(), fd));
      ::close(fd);
    });
  }
}

}  // namespace core::net
