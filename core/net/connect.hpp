#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/engine/clock.hpp"

namespace core::net {

class ByteStream;
class NetContext;

enum class Security { plain = 1, tls };

// The endpoint of a connection.
struct Peer {
  std::string host;  // a name or a numeric address
  std::uint16_t port = 0;
  Security security = Security::plain;

  friend bool operator==(const Peer&, const Peer&) = default;
};

// Resolves the name, tries the addresses in turn, and performs the TLS handshake; the observer is
// told of the phases, including the first byte. Each step is limited by its configured time-out,
// and by `timeout` unless that is 0. Throws vex::Error with the reason: resolve, connect,
// connect_timeout, tls. [suspends]
std::unique_ptr<ByteStream> connect(NetContext& context, const Peer& peer, engine::Nanos timeout);

}  // namespace core::net
