#pragma once

#include <sys/socket.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/net/address.hpp"
#include "core/net/fd.hpp"

namespace core::net {

struct UdpRequest;

bool is_multicast(const Address& address);

// Sockets on the ports that `request` asks for, joined to the group if it is multicast. They are
// dual-stack, so that peers of either family can be reached; multicast sockets have the family of
// their group. Throws vex::Error (VEX_E_INVALID).
std::vector<Fd> bind_ports(const UdpRequest& request, const Address& peer, std::size_t count);

// Converts `address` for a dual-stack socket; returns the length.
socklen_t to_dual_stack(const Address& address, std::uint16_t port, sockaddr_storage& storage);

std::uint16_t bound_port(const Fd& fd);

}  // namespace core::net
