// The addresses of a receiver's name.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace Poco::Net {
class SocketAddress;
}  // namespace Poco::Net

namespace sinks::webhook {

/// "192.0.2.1", "192.0.2.1:53", "2001:db8::1", "[2001:db8::1]:53"
using NameServers = std::vector<std::string>;

/// Whether c-ares understands them.
bool are_name_servers(const NameServers& servers);

/// All addresses of a host, in the order to try them, at least one. /etc/hosts comes before the
/// name servers; of these the system's are asked where none are given. It ends at the deadline
/// whatever they do, which the system's own getaddrinfo would not, and soon after `is_abandoned`.
/// Throws NoAnswer or Abandoned. [sink-thread]
std::vector<Poco::Net::SocketAddress> look_up(const std::string& host, std::uint16_t port,
                                              const NameServers& servers,
                                              std::chrono::steady_clock::time_point deadline,
                                              const std::function<bool()>& is_abandoned);

}  // namespace sinks::webhook
