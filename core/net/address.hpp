#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace core::net {

// A numeric IPv4 or IPv6 address.
class Address {
 public:
  static Address v4(const void* four_bytes);
  static Address v6(const void* sixteen_bytes, std::uint32_t scope = 0);
  static std::optional<Address> parse(std::string_view text);

  bool is_v6() const { return is_v6_; }
  std::string text() const;

  // Fills `storage` for connect() and bind(); returns the length used.
  socklen_t to_socket_address(std::uint16_t port, sockaddr_storage& storage) const;

  friend bool operator==(const Address&, const Address&) = default;

 private:
  std::array<std::byte, 16> bytes_{};
  std::uint32_t scope_ = 0;  // the interface of a link-local address
  bool is_v6_ = false;
};

}  // namespace core::net
