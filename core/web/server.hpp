// The web server: passes requests to the routes and sends their responses.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace core::web {

class Routes;

class Server {
 public:
  struct Options {
    std::string host = "127.0.0.1";  // an address or a name; "::", "*" and "": all interfaces
    std::uint16_t port = 0;          // 0: a free one
    int threads = 32;                // concurrent requests; further ones wait
    std::chrono::milliseconds request_timeout{10'000};   // first to last byte of a request
    std::chrono::milliseconds response_timeout{30'000};  // first to last byte of a response
    std::chrono::milliseconds keep_alive{5'000};         // between two requests
  };

  /// Binds and listens. Throws std::runtime_error with a message that names the address.
  Server(const Options& options, const Routes& routes);
  ~Server();

  void start();

  /// Where it listens, with the actual port: "127.0.0.1:8080".
  [[nodiscard]] std::string address() const;
  [[nodiscard]] std::uint16_t port() const;

  /// Disconnects all clients. Returns once no page runs, which is at once unless pages ignore
  /// Request::cancelled.
  void stop() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace core::web
