#pragma once

#include <cstdint>

namespace support {

/// A port of 127.0.0.1 for a server that cannot take port 0. Of TCP the kernel gives it to nobody
/// else as long as this process lives, but to a server that asks for it with SO_REUSEADDR, as all
/// do; until then connecting is refused. Of UDP it is free now.
std::uint16_t free_port();

}  // namespace support
