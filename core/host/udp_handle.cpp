#include "core/host/udp_handle.hpp"

#include <limits>
#include <utility>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

namespace core::host {
namespace {

net::UdpSocket& socket_of(vex_udp_socket* handle) { return UdpHandle::of(handle).socket(); }

vex_status send_to_peer(vex_udp_socket* handle, std::uint32_t port, vex_bytes data,
                        vex_error* error) {
  return vex::detail::guard(error, [&] {
    if (port == 0 || port > std::numeric_limits<std::uint16_t>::max()) {
      throw vex::Error(VEX_E_INVALID, "a port is between 1 and 65535");
    }
    socket_of(handle).send(static_cast<std::uint16_t>(port), vex::detail::from_abi(data));
  });
}

}  // namespace

UdpHandle::UdpHandle(std::unique_ptr<net::UdpSocket> socket, std::size_t& open)
    : vex_udp_socket{
          [](vex_udp_socket* handle) -> std::uint32_t { return socket_of(handle).local_port(); },
          &send_to_peer,
          [](vex_udp_socket* handle) -> std::uint64_t { return socket_of(handle).overflowed(); },
          [](vex_udp_socket* handle) { delete &of(handle); }},
      socket_(std::move(socket)),
      open_(open) {
  ++open_;
}

UdpHandle& UdpHandle::of(vex_udp_socket* handle) {
  auto& own = *static_cast<UdpHandle*>(handle);
  own.strand_.require("that holds a socket");
  return own;
}

UdpHandle::~UdpHandle() { --open_; }

}  // namespace core::host
