// The web server: carries requests to the routes and their answers back.
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
    std::uint16_t port = 0;          // 0: one that is free
    int threads = 32;                // requests that are answered at a time; further ones wait
    std::chrono::milliseconds request_timeout{10'000};   // first to last byte of a request
    std::chrono::milliseconds response_timeout{30'000};  // first to last byte of an answer
    std::chrono::milliseconds keep_alive{5'000};         // between two requests
  };

  /// Binds and listens. Throws std::runtime_error with a sentence that names the address.
  Server(const Options& options, const Routes& routes);
  ~Server();

  void start();

  /// Where it listens, the port as the system gave it: "127.0.0.1:8080".
  [[nodiscard]] std::string address() const;
  [[nodiscard]] std::uint16_t port() const;

  /// Cuts off whoever is connected. Returns once no page runs: at once, but for pages that do not
  /// heed Request::cancelled.
  void stop() noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace core::web
