#pragma once

#include <cstdint>

namespace support {

/// Until some socket of this machine waits for the answer to its SYN to that port, or is bound to
/// that port of UDP. Throws std::runtime_error when none is.
void await_syn_to(std::uint16_t port);
void await_udp_bound(std::uint16_t port);

}  // namespace support
