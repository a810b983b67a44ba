#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace origin {

/// A listening TCP socket, IPv4 or IPv6. Port 0 takes one that is free.
class Listener {
 public:
  /// Throws std::system_error when it cannot listen there, std::invalid_argument for no address.
  Listener(const std::string& address, std::uint16_t port);
  ~Listener();
  Listener(Listener&& other) noexcept : fd_(std::exchange(other.fd_, -1)), port_(other.port_) {}
  Listener& operator=(Listener&&) = delete;

  int fd() const { return fd_; }
  std::uint32_t events() const;
  std::uint16_t port() const { return port_; }

  /// The next connection, non-blocking; nothing when none waits.
  std::optional<int> accept();

 private:
  int fd_ = -1;
  std::uint16_t port_ = 0;
};

}  // namespace origin
