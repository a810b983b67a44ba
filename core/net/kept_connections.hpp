#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "core/engine/clock.hpp"

namespace core::net {

class HttpConnection;
struct Peer;

// Connections of one client that wait for their next request. One that was needed for a rush alone
// is closed when it has waited for long: a connection over TLS takes 20 KiB. [strand]
class KeptConnections {
 public:
  static constexpr std::size_t most = 4;
  static constexpr engine::Nanos longest_idle = std::chrono::seconds(15);

  KeptConnections();
  ~KeptConnections();

  // Beyond `most` the one that has waited longest is closed.
  void put(std::unique_ptr<HttpConnection> connection, engine::Time now);

  // The one to `peer` that was used last, so that the others grow old; nullptr when there is none.
  std::unique_ptr<HttpConnection> take(const Peer& peer, engine::Time now);

 private:
  struct Kept {
    std::unique_ptr<HttpConnection> connection;
    engine::Time since;
  };

  void close_old(engine::Time now);

  std::vector<Kept> kept_;  // the oldest first
};

}  // namespace core::net
