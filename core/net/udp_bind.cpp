#include "core/net/udp_bind.hpp"

#include <net/if.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <vex/cpp/error.hpp>

#include "core/net/errors.hpp"
#include "core/net/udp_socket.hpp"

namespace core::net {
namespace {

constexpr int any_port_attempts = 64;

// The size requested; the kernel doubles it. Where its limit is the default, there is room for some
// 180 datagrams.
constexpr int receive_buffer_size = 4 * 1024 * 1024;

vex::Error unusable(const std::string& what) {
  return vex::Error(VEX_E_INVALID, "UDP: " + what + ": " + system_message(errno));
}

void set_option(const Fd& fd, int level, int name, int value) {
  ::setsockopt(fd.get(), level, name, &value, sizeof value);
}

// AF_INET6 serves both families; AF_INET is the fallback on systems without IPv6.
Fd make_socket(int family) {
  Fd fd(::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_UDP));
  if (!fd.is_open()) return fd;
  if (family == AF_INET6) set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);
  set_option(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1);
  set_option(fd, SOL_SOCKET, SO_RXQ_OVFL, 1);
  set_option(fd, SOL_SOCKET, SO_RCVBUF, receive_buffer_size);
  return fd;
}

int family_of(const Fd& fd) {
  int family = 0;
  socklen_t size = sizeof family;
  ::getsockopt(fd.get(), SOL_SOCKET, SO_DOMAIN, &family, &size);
  return family;
}

// Returns a closed descriptor if the port is taken; errno says why.
Fd bind_any_address(std::uint16_t port) {
  Fd fd = make_socket(AF_INET6);
  if (!fd.is_open()) fd = make_socket(AF_INET);
  if (!fd.is_open()) throw unusable("no socket");
  sockaddr_storage storage{};
  socklen_t length = 0;
  if (family_of(fd) == AF_INET6) {
    length = Address::v6(&in6addr_any).to_socket_address(port, storage);
  } else {
    const in_addr any{INADDR_ANY};
    length = Address::v4(&any).to_socket_address(port, storage);
  }
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&storage), length) != 0) fd.reset();
  return fd;
}

// Whatever port the kernel picks, one of its neighbours completes a pair of an even port and the
// next odd one.
std::vector<Fd> bind_any_pair() {
  for (int attempt = 0; attempt < any_port_attempts; ++attempt) {
    Fd one = bind_any_address(0);
    if (!one.is_open()) break;
    const std::uint16_t port = bound_port(one);
    Fd other = bind_any_address(port ^ 1U);
    if (!other.is_open()) continue;
    std::vector<Fd> pair;
    const bool is_first = port % 2 == 0;
    pair.push_back(std::move(is_first ? one : other));
    pair.push_back(std::move(is_first ? other : one));
    return pair;
  }
  throw unusable("no two neighbouring ports are free");
}

// Empty if one of the ports is taken.
std::vector<Fd> bind_at(std::uint16_t port, std::size_t count) {
  std::vector<Fd> fds;
  for (std::size_t i = 0; i < count; ++i) {
    Fd fd = bind_any_address(static_cast<std::uint16_t>(port + i));
    if (!fd.is_open()) return {};
    fds.push_back(std::move(fd));
  }
  return fds;
}

std::vector<Fd> bind_in_range(const UdpRequest& request, std::size_t count) {
  const unsigned step = count == 2 ? 2 : 1;
  const unsigned last =
      request.last_port == 0 ? request.first_port + unsigned(count) - 1 : request.last_port;
  unsigned port = request.first_port + (count == 2 ? request.first_port % 2 : 0);
  for (; port + count - 1 <= last && port + count - 1 <= 65535; port += step) {
    auto fds = bind_at(static_cast<std::uint16_t>(port), count);
    if (!fds.empty()) return fds;
  }
  errno = EADDRINUSE;
  throw unusable("no port from " + std::to_string(request.first_port) + " to " +
                 std::to_string(last) + " is free");
}

void join(const Fd& fd, const UdpRequest& request, const Address& group) {
  unsigned index = 0;
  if (!request.interface_name.empty()) {
    index = ::if_nametoindex(request.interface_name.c_str());
    if (index == 0) throw unusable("interface " + request.interface_name);
  }
  const int level = group.is_v6() ? IPPROTO_IPV6 : IPPROTO_IP;
  if (request.source.empty()) {
    group_req wanted{};
    wanted.gr_interface = index;
    group.to_socket_address(0, wanted.gr_group);
    if (::setsockopt(fd.get(), level, MCAST_JOIN_GROUP, &wanted, sizeof wanted) != 0)
      throw unusable("joining " + group.text());
    return;
  }
  const auto source = Address::parse(request.source);
  errno = EINVAL;
  if (!source || source->is_v6() != group.is_v6()) throw unusable("source " + request.source);
  group_source_req wanted{};
  wanted.gsr_interface = index;
  group.to_socket_address(0, wanted.gsr_group);
  source->to_socket_address(0, wanted.gsr_source);
  if (::setsockopt(fd.get(), level, MCAST_JOIN_SOURCE_GROUP, &wanted, sizeof wanted) != 0)
    throw unusable("joining " + group.text() + " from " + request.source);
}

// Bound to the group's address so that other groups on the same port are not received.
Fd bind_group(const UdpRequest& request, const Address& group, std::uint16_t port) {
  Fd fd = make_socket(group.is_v6() ? AF_INET6 : AF_INET);
  if (!fd.is_open()) throw unusable("no socket");
  set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (!group.is_v6()) set_option(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0);
  sockaddr_storage storage;
  const socklen_t length = group.to_socket_address(port, storage);
  if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&storage), length) != 0)
    throw unusable(endpoint_text(group, port));
  join(fd, request, group);
  return fd;
}

}  // namespace

bool is_multicast(const Address& address) {
  sockaddr_storage storage;
  address.to_socket_address(0, storage);
  if (address.is_v6()) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &storage, sizeof v6);
    return IN6_IS_ADDR_MULTICAST(&v6.sin6_addr);
  }
  sockaddr_in v4;
  std::memcpy(&v4, &storage, sizeof v4);
  return IN_MULTICAST(ntohl(v4.sin_addr.s_addr));
}

std::vector<Fd> bind_ports(const UdpRequest& request, const Address& peer, std::size_t count) {
  if (!is_multicast(peer)) {
    if (request.first_port != 0) return bind_in_range(request, count);
    if (count == 2) return bind_any_pair();
    auto fds = bind_at(0, 1);
    if (fds.empty()) throw unusable("no port is free");
    return fds;
  }
  if (request.first_port == 0 || request.first_port + count - 1 > 65535)
    throw vex::Error(VEX_E_INVALID, "a multicast group is received at a port of its own");
  std::vector<Fd> fds;
  for (std::size_t i = 0; i < count; ++i)
    fds.push_back(bind_group(request, peer, static_cast<std::uint16_t>(request.first_port + i)));
  return fds;
}

socklen_t to_dual_stack(const Address& address, std::uint16_t port, sockaddr_storage& storage) {
  if (address.is_v6()) return address.to_socket_address(port, storage);
  sockaddr_storage v4_storage;
  address.to_socket_address(port, v4_storage);
  sockaddr_in v4;
  std::memcpy(&v4, &v4_storage, sizeof v4);
  in6_addr mapped{};
  mapped.s6_addr[10] = mapped.s6_addr[11] = 0xFF;
  std::memcpy(&mapped.s6_addr[12], &v4.sin_addr, 4);
  return Address::v6(&mapped).to_socket_address(port, storage);
}

std::uint16_t bound_port(const Fd& fd) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  ::getsockname(fd.get(), reinterpret_cast<sockaddr*>(&storage), &size);
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &storage, sizeof v6);
    return ntohs(v6.sin6_port);
  }
  sockaddr_in v4;
  std::memcpy(&v4, &storage, sizeof v4);
  return ntohs(v4.sin_port);
}

}  // namespace core::net
