// The handshake of a player: with the digests of Flash Player 9, which servers of either kind take.
#pragma once

#include <vector>

#include <vex/vex.hpp>

namespace rtmp {

/// Shakes hands on a fresh connection; gives the bytes that came behind the handshake. Throws
/// `timeout` after `patience`, `closed` where the server ends it, `unsupported` for another version
/// of RTMP and `protocol` for another protocol. [suspends]
std::vector<std::byte> shake_hands(const vex_host& host, vex::Stream& stream, vex::Nanos length);

}  // namespace rtmp
