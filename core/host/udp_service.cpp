// vex.udp/1: datagrams of a run.
#include <vex/service/udp.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <algorithm>
#include <array>
#include <limits>

#include "core/host/probe_handle.hpp"
#include "core/net/datagram_batch.hpp"
#include "core/net/network.hpp"
#include "core/net/udp_socket.hpp"

namespace core::host {
namespace {

using vex::detail::guard;

constexpr std::size_t max_sockets = 64;

std::uint16_t port_of(std::uint32_t port) {
  if (port > std::numeric_limits<std::uint16_t>::max()) {
    throw vex::Error(VEX_E_INVALID, "a port is at most 65535");
  }
  return static_cast<std::uint16_t>(port);
}

vex_status open(const vex_host* handle, const vex_udp_request* request, std::size_t count,
                vex_udp_socket** sockets, vex_error* error) {
  return guard(error, [&] {
    ProbeHost::ActiveRun& run = ProbeCalls::run(handle);
    if (count == 0 || count > 2) {
      throw vex::Error(VEX_E_INVALID, "one socket is opened, or a pair");
    }
    if (run.udp_sockets_open + count > max_sockets) {
      throw vex::Error(VEX_E_INVALID,
                       "more than " + std::to_string(max_sockets) + " UDP sockets of one run");
    }
    net::UdpRequest asked;
    asked.peer = vex::text(request->peer);
    asked.source = vex::text(request->source);
    asked.interface_name = vex::text(request->interface_name);
    asked.first_port = port_of(request->local_port);
    if (VEX_HAS(request, vex_udp_request, last_port)) asked.last_port = port_of(request->last_port);
    auto opened = net::UdpSocket::open(run.context, asked, count);
    for (std::size_t i = 0; i < count; ++i) {
      auto made = std::make_unique<UdpHandle>(std::move(opened[i]), run.udp_sockets_open);
      run.udp_sockets.push_back(*made);
      sockets[i] = made.release();
    }
  });
}

vex_status receive(const vex_host* handle, vex_udp_socket* const* sockets, std::size_t count,
                   vex_nanos timeout, vex_datagram* datagrams, std::size_t capacity,
                   std::size_t* received, vex_error* error) {
  return guard(error, [&] {
    ProbeHost::ActiveRun& run = ProbeCalls::run(handle);
    if (count == 0 || count > max_sockets || capacity == 0) {
      throw vex::Error(VEX_E_INVALID, "nothing to receive from, or into");
    }
    std::array<net::UdpSocket*, max_sockets> opened{};
    for (std::size_t i = 0; i < count; ++i) {
      opened[i] = &static_cast<UdpHandle*>(sockets[i])->socket();
    }
    const std::span<net::Datagram> taken = run.context.net().datagrams().room();
    *received =
        net::UdpSocket::receive(run.context, std::span(opened).first(count), net::Nanos(timeout),
                                taken.first(std::min(capacity, taken.size())));
    for (std::size_t i = 0; i < *received; ++i) {
      datagrams[i] = {vex::detail::to_abi(taken[i].data),
                      taken[i].arrival.time_since_epoch().count(), taken[i].socket,
                      taken[i].from_port};
    }
  });
}

}  // namespace

const void* udp_service() noexcept {
  static constexpr vex_udp service{&open, &receive};
  return &service;
}

}  // namespace core::host
