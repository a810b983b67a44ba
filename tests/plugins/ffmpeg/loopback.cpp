#include "tests/plugins/ffmpeg/loopback.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace ffmpeg::test {
Peer::Peer(std::vector<std::string> answers, Then then) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 1) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("cannot listen on the loopback");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this, answers = std::move(answers), then] { serve(answers, then); });
}

Peer::~Peer() {
  ::shutdown(listener_, SHUT_RDWR);  // ends accept()
  thread_.join();
  ::close(listener_);
}

std::string Peer::url(const std::string& scheme, const std::string& path) const {
  return scheme + "://127.0.0.1:" + std::to_string(port_) + path;
}

void Peer::await_sent() { sent_.get_future().wait(); }

void Peer::serve(const std::vector<std::string>& answers, Then then) {
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const std::string& answer = answers[i];
    const bool is_last = i + 1 == answers.size();
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    std::array<char, 4096> room{};
    if (const auto count = ::recv(connection, room.data(), room.size(), 0); count > 0) {
      request_.assign(room.data(), static_cast<std::size_t>(count));
    }
    for (std::size_t sent = 0; sent < answer.size();) {
      const auto count =
          ::send(connection, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
      if (count <= 0) break;
      sent += static_cast<std::size_t>(count);
    }
    if (is_last) sent_.set_value();
    while (is_last && then == Then::is_silent &&
           ::recv(connection, room.data(), room.size(), 0) > 0) {
    }
    ::close(connection);
  }
}

SilentDatagrams::SilentDatagrams() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket_, generic, size) != 0 || ::getsockname(socket_, generic, &size) != 0) {
    throw std::runtime_error("cannot take datagrams on the loopback");
  }
  port_ = ntohs(address.sin_port);
}

SilentDatagrams::~SilentDatagrams() { ::close(socket_); }

void SilentDatagrams::await_datagram() const {
  char byte = 0;
  if (::recv(socket_, &byte, 1, 0) < 0) throw std::runtime_error("no datagram came");
}

}  // namespace ffmpeg::test
