#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "core/engine/clock.hpp"

namespace core::net {

class HttpConnection;
struct Peer;

// Idle connections of one client that wait for their next request. One that was only needed for a
// peak is closed once it has been idle for long, because a TLS connection takes 20 KiB. [strand]
class KeptConnections {
 public:
  static constexpr std::size_t most = 4;
  static constexpr engine::Nanos longest_idle = std::chrono::seconds(15);

  KeptConnections();
  ~KeptConnections();

  // Closes the connection that has been idle longest if there are more than `most`.
  void put(std::unique_ptr<HttpConnection> connection, engine::Time now);

  // The most recently used connection to `peer`, so that the others can expire; nullptr if there is
  // none.
  std::unique_ptr<HttpConnection> take(const Peer& peer, engine::Time now);

 private:
  struct Kept {
    std::unique_ptr<HttpConnection> connection;
    engine::Time since;
  };

  void close_old(engine::Time now);

  std::vector<Kept> kept_;  // oldest first
};

}  // namespace core::net
