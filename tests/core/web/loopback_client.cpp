#include "tests/core/web/loopback_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace core::web {

LoopbackClient::LoopbackClient(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect to the server under test");
  }
}

LoopbackClient::~LoopbackClient() { ::close(socket_); }

void LoopbackClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server has closed: what it said before is still to be read
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool LoopbackClient::receive_some() {
  std::array<char, 16384> buffer{};
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(got));
  return true;
}

std::string LoopbackClient::receive_all() {
  while (receive_some()) {
  }
  return std::exchange(received_, {});
}

std::string LoopbackClient::receive_answer(bool has_body) {
  std::size_t head = std::string::npos;
  while ((head = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive_some()) return std::exchange(received_, {});
  }
  std::size_t size = head + 4;
  constexpr std::string_view length_key = "Content-Length: ";
  const std::size_t length = received_.find(length_key);
  if (has_body && length < head) size += std::stoul(received_.substr(length + length_key.size()));
  while (received_.size() < size && receive_some()) {
  }
  std::string answer = received_.substr(0, size);
  received_.erase(0, size);
  return answer;
}

std::string get(std::uint16_t port, std::string_view target, std::string_view headers) {
  LoopbackClient client(port);
  client.send("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" +
              std::string(headers) + "\r\n");
  return client.receive_all();
}

std::string body_of(std::string_view answer) {
  const std::size_t head = answer.find("\r\n\r\n");
  return head == std::string_view::npos ? "" : std::string(answer.substr(head + 4));
}

}  // namespace core::web
