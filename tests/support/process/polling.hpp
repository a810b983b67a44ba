// Waits for what no event announces: files, pages and tables of programs that are not ours.
#pragma once

#include <chrono>
#include <functional>

#include "tests/support/process/process.hpp"

namespace support {

/// Looks again and again, with a pause in between. Whether `holds` has become true in time.
[[nodiscard]] bool becomes_true(const std::function<bool()>& holds,
                                std::chrono::milliseconds timeout = patience,
                                std::chrono::milliseconds pause = std::chrono::milliseconds(50));

}  // namespace support
