#include "tests/support/servers/kernel_sockets.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "tests/support/process/polling.hpp"

namespace support {
namespace {

void await(const std::string& file, const std::function<bool(const std::string&)>& is_wished) {
  const auto has_such_a_line = [&] {
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
      if (is_wished(line)) return true;
    }
    return false;
  };
  const bool is_there = becomes_true(has_such_a_line, patience, std::chrono::milliseconds(1));
  if (!is_there) throw std::runtime_error("waited in vain for a socket in " + file);
}

std::string in_hex(std::uint16_t port) {
  std::array<char, 5> text{};
  std::snprintf(text.data(), text.size(), "%04X", static_cast<unsigned>(port));
  return text.data();
}

}  // namespace

void await_syn_to(std::uint16_t port) {
  await("/proc/net/tcp", [remote = in_hex(port)](const std::string& line) {
    std::istringstream words(line);
    std::string number, local, peer, state;
    words >> number >> local >> peer >> state;
    return state == "02" && peer.ends_with(":" + remote);
  });
}

void await_udp_bound(std::uint16_t port) {
  await("/proc/net/udp", [wanted = in_hex(port)](const std::string& line) {
    std::istringstream words(line);
    std::string number, local;
    words >> number >> local;
    return local.ends_with(":" + wanted);
  });
}

}  // namespace support
