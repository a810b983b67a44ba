// Peers of a probe that reads by a library: real sockets on the loopback.
#pragma once

#include <cstdint>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace ffmpeg::test {

/// Takes a connection for each of the answers, reads what comes first, sends the answer, and then
/// ends the connection, or, the last one, is silent until the other side ends it.
class Peer {
 public:
  enum class Then { ends, is_silent };

  Peer(std::string answer, Then then) : Peer(std::vector{std::move(answer)}, then) {}
  Peer(std::vector<std::string> answers, Then then);
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;
  ~Peer();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::string url(const std::string& scheme, const std::string& path) const;

  /// Until the last answer has been sent.
  void await_sent();

  /// What came before the last answer; after await_sent().
  [[nodiscard]] const std::string& request() const noexcept { return request_; }

 private:
  void serve(const std::vector<std::string>& answers, Then then);

  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::string request_;
  std::promise<void> sent_;
  std::thread thread_;
};

/// A port of UDP that takes datagrams and answers none.
class SilentDatagrams {
 public:
  SilentDatagrams();
  SilentDatagrams(const SilentDatagrams&) = delete;
  SilentDatagrams& operator=(const SilentDatagrams&) = delete;
  ~SilentDatagrams();

  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  void await_datagram() const;

 private:
  int socket_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace ffmpeg::test
