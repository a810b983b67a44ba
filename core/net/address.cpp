#include "core/net/address.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>

#include <cstring>

namespace core::net {

Address Address::v4(const void* four_bytes) {
  Address address;
  std::memcpy(address.bytes_.data(), four_bytes, 4);
  return address;
}

Address Address::v6(const void* sixteen_bytes, std::uint32_t scope) {
  Address address;
  address.is_v6_ = true;
  address.scope_ = scope;
  std::memcpy(address.bytes_.data(), sixteen_bytes, 16);
  return address;
}

std::optional<Address> Address::parse(std::string_view text) {
  const std::size_t percent = text.find('%');  // fe80::1%eth0, RFC 4007 section 11
  const std::string address(text.substr(0, percent));
  in6_addr bytes{};
  if (percent == std::string_view::npos && ::inet_pton(AF_INET, address.c_str(), &bytes) == 1)
    return v4(&bytes);
  if (::inet_pton(AF_INET6, address.c_str(), &bytes) != 1) return std::nullopt;
  if (percent == std::string_view::npos) return v6(&bytes);
  const unsigned scope = ::if_nametoindex(std::string(text.substr(percent + 1)).c_str());
  if (scope == 0) return std::nullopt;
  return v6(&bytes, scope);
}

std::string Address::text() const {
  char buffer[INET6_ADDRSTRLEN];
  ::inet_ntop(is_v6_ ? AF_INET6 : AF_INET, bytes_.data(), buffer, sizeof buffer);
  return buffer;
}

socklen_t Address::to_socket_address(std::uint16_t port, sockaddr_storage& storage) const {
  storage = {};
  if (is_v6_) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(port);
    address.sin6_scope_id = scope_;
    std::memcpy(&address.sin6_addr, bytes_.data(), 16);
    std::memcpy(&storage, &address, sizeof address);
    return sizeof address;
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  std::memcpy(&address.sin_addr, bytes_.data(), 4);
  std::memcpy(&storage, &address, sizeof address);
  return sizeof address;
}

}  // namespace core::net
