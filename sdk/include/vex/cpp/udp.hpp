// vex/cpp/udp.hpp - datagrams, with owning types for the sockets. For probes.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "../service/udp.h"
#include "host.hpp"

namespace vex {

namespace detail {

struct CloseUdpSocket {
  void operator()(vex_udp_socket* socket) const noexcept { socket->close(socket); }
};

}  // namespace detail

/// Closed by its destructor. Movable.
class UdpSocket {
 public:
  explicit UdpSocket(vex_udp_socket* socket) noexcept : socket_(socket) {}

  [[nodiscard]] std::uint32_t local_port() const noexcept {
    return socket_->local_port(socket_.get());
  }

  /// Sends to the peer that the socket was opened for. What the network does not accept at once is
  /// lost.
  void send(std::uint32_t port, Bytes data) const {
    detail::invoke(socket_->send, socket_.get(), port, detail::to_abi(data));
  }

  /// Datagrams that the kernel dropped because they were not read in time.
  [[nodiscard]] std::uint64_t overflowed() const noexcept {
    return socket_->overflowed(socket_.get());
  }

  [[nodiscard]] vex_udp_socket* abi() const noexcept { return socket_.get(); }

 private:
  std::unique_ptr<vex_udp_socket, detail::CloseUdpSocket> socket_;
};

/// Like vex_udp_request.
struct UdpRequest {
  std::string_view peer{};
  std::uint32_t local_port = 0;
  std::uint32_t last_port = 0;
  std::string_view interface_name{};
  std::string_view source{};
};

/// One socket, or two with neighbouring ports. [suspends]
inline std::vector<UdpSocket> open_udp(const vex_host& host, const UdpRequest& request,
                                       std::size_t count) {
  const vex_udp_request abi{sizeof(vex_udp_request),
                            request.local_port,
                            detail::to_abi(request.peer),
                            detail::to_abi(request.interface_name),
                            detail::to_abi(request.source),
                            request.last_port,
                            0};
  std::array<vex_udp_socket*, 2> opened{};
  detail::invoke(detail::service<vex_udp>(host, VEX_UDP).open, &host, &abi, count, opened.data());
  std::vector<UdpSocket> sockets;
  for (std::size_t i = 0; i < count; ++i) sockets.emplace_back(opened.at(i));
  return sockets;
}

/// The datagrams that arrived, in order of arrival, at the front of `into`. Borrowed until the next
/// call that suspends. Throws Reason::timeout. [suspends]
inline std::span<const vex_datagram> receive(const vex_host& host,
                                             std::span<vex_udp_socket* const> sockets,
                                             std::span<vex_datagram> into, Nanos timeout = {}) {
  std::size_t received = 0;
  detail::invoke(detail::service<vex_udp>(host, VEX_UDP).receive, &host, sockets.data(),
                 sockets.size(), timeout.count(), into.data(), into.size(), &received);
  return into.first(received);
}

}  // namespace vex
