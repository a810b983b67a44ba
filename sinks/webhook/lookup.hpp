// Resolves a receiver's name.
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

/// Whether c-ares accepts them.
bool are_name_servers(const NameServers& servers);

/// All addresses of a host in the order to try them, at least one. /etc/hosts takes precedence over
/// the name servers, which are the system's if none are given. Unlike the system's getaddrinfo, it
/// ends at the deadline whatever the servers do, and soon after `is_abandoned` returns true. Throws
/// NoAnswer or Abandoned. [sink-thread]
std::vector<Poco::Net::SocketAddress> look_up(const std::string& host, std::uint16_t port,
                                              const NameServers& servers,
                                              std::chrono::steady_clock::time_point deadline,
                                              const std::function<bool()>& is_abandoned);

}  // namespace sinks::webhook
