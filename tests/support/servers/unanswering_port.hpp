#pragma once

#include <cstdint>
#include <vector>

namespace support {

/// A port of 127.0.0.1 where connecting gets no answer, as behind a firewall that drops: it
/// listens, but its queue is full, so that Linux ignores every further SYN.
class UnansweringPort {
 public:
  UnansweringPort();
  ~UnansweringPort();
  UnansweringPort(const UnansweringPort&) = delete;
  UnansweringPort& operator=(const UnansweringPort&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::vector<int> clients_;  // that fill the queue
};

}  // namespace support
