#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/net/fd.hpp"

namespace core::net {

// The other end of one connection, in blocking calls. They end when the server does.
class RemotePeer {
 public:
  explicit RemotePeer(int fd) : fd_(fd) {}

  void send(std::string_view bytes);
  std::string receive_until(std::string_view end);  // what came, `end` included; all at the end
  std::string receive_all();
  void await_end() { receive_all(); }
  void reset();  // ends the connection with a RST
  int fd() const { return fd_; }

 private:
  int fd_;
};

// A TCP server on a free port of the loopback. Each connection gets a thread that runs the script.
class PeerServer {
 public:
  using Script = std::function<void(RemotePeer&)>;

  explicit PeerServer(Script script);
  ~PeerServer();

  std::uint16_t port() const { return port_; }
  int connections() const { return connections_.load(); }
  std::string url(std::string_view path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }

 private:
  void accept_all();

  Script script_;
  std::uint16_t port_ = 0;
  Fd listener_;
  std::atomic<int> connections_ = 0;
  std::mutex mutex_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

// A socket bound to a free port of the loopback. `type` is SOCK_STREAM or SOCK_DGRAM.
Fd bind_loopback(int type, std::uint16_t& port);

}  // namespace core::net
