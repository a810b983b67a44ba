// The handshake of a player, with the digests of Flash Player 9, which all servers accept.
#pragma once

#include <vector>

#include <vex/vex.hpp>

namespace rtmp {

/// Performs the handshake on a new connection; returns the bytes that followed it. Throws `timeout`
/// after `patience`, `closed` if the server ends it, `unsupported` for another version of RTMP and
/// `protocol` for another protocol. [suspends]
std::vector<std::byte> shake_hands(const vex_host& host, vex::Stream& stream, vex::Nanos length);

}  // namespace rtmp
