#pragma once

#include <cstdint>

namespace support {

/// A TCP port of 127.0.0.1 for a server that cannot take port 0. The kernel gives it to nobody else
/// for about a minute, but to a server that asks for it with SO_REUSEADDR, as all do. Until then
/// connecting is refused.
std::uint16_t free_port();

}  // namespace support
