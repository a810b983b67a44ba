#include "tests/support/process/polling.hpp"

#include <thread>

namespace support {

bool becomes_true(const std::function<bool()>& holds, std::chrono::milliseconds timeout,
                  std::chrono::milliseconds pause) {
  const auto end = std::chrono::steady_clock::now() + timeout;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(pause);
  }
  return true;
}

}  // namespace support
