#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/engine/clock.hpp"

namespace core::net {

class ByteStream;
class NetContext;

enum class Security { plain = 1, tls };

// Where a connection goes.
struct Peer {
  std::string host;  // a name or a numeric address
  std::uint16_t port = 0;
  Security security = Security::plain;

  friend bool operator==(const Peer&, const Peer&) = default;
};

// Resolves, connects to the addresses in turn, and shakes hands; the observer hears of the phases,
// the first byte included. Each step is bounded by its time-out of the options, and by `timeout`
// unless that is 0. Throws vex::Error with the reason: resolve, connect, connect_timeout, tls.
// [suspends]
std::unique_ptr<ByteStream> connect(NetContext& context, const Peer& peer, engine::Nanos timeout);

}  // namespace core::net
