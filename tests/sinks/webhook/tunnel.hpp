// A proxy that connects its clients to whom they name.
#pragma once

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <future>
#include <string>
#include <thread>
#include <utility>

namespace sinks::webhook {

/// Serves one connection. `answer` is the head of what it says to CONNECT; with a status of 200
/// bytes go both ways then, until one side ends.
class Tunnel {
 public:
  explicit Tunnel(std::string answer = "HTTP/1.1 200 Connection established\r\n\r\n")
      : answer_(std::move(answer)), thread_([this] { serve(); }) {}
  ~Tunnel() {
    is_over_ = true;
    thread_.join();
  }
  Tunnel(const Tunnel&) = delete;
  Tunnel& operator=(const Tunnel&) = delete;

  [[nodiscard]] std::uint16_t port() const { return listener_.address().port(); }

  /// What the client asked for, once it has.
  [[nodiscard]] std::string head() { return head_.get_future().get(); }

 private:
  using Socket = Poco::Net::StreamSocket;

  void serve() {
    while (!listener_.poll(slice, Poco::Net::Socket::SELECT_READ)) {
      if (is_over_) return;
    }
    Socket client = listener_.acceptConnection();
    std::string head;
    while (!head.ends_with("\r\n\r\n")) {
      char byte = 0;
      if (client.receiveBytes(&byte, 1) != 1) return;
      head += byte;
    }
    head_.set_value(head);
    client.sendBytes(answer_.data(), static_cast<int>(answer_.size()));
    if (answer_.find(" 200 ") == std::string::npos) return;
    const std::string authority = head.substr(8, head.find(' ', 8) - 8);
    Socket server{Poco::Net::SocketAddress(authority)};
    while (!is_over_ && pass(client, server) && pass(server, client)) {
    }
  }

  static bool pass(Socket& from, Socket& to) {
    if (!from.poll(slice, Poco::Net::Socket::SELECT_READ)) return true;
    std::array<char, 4096> bytes{};
    const int count = from.receiveBytes(bytes.data(), static_cast<int>(bytes.size()));
    return count > 0 && to.sendBytes(bytes.data(), count) == count;
  }

  static constexpr int slice_us = 5000;
  static inline const Poco::Timespan slice{slice_us};

  const std::string answer_;
  Poco::Net::ServerSocket listener_{Poco::Net::SocketAddress("127.0.0.1", 0)};
  std::promise<std::string> head_;
  std::atomic<bool> is_over_{false};
  std::thread thread_;  // the last: it uses the others
};

}  // namespace sinks::webhook
