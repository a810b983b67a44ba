// What exists for the duration of one run of a probe.
#pragma once

#include <vex/service/task.h>

#include <memory>
#include <optional>
#include <vector>

#include "core/engine/cancel_scope.hpp"
#include "core/engine/links.hpp"
#include "core/engine/task.hpp"
#include "core/host/blocking_relay.hpp"
#include "core/host/own_io.hpp"
#include "core/host/probe_host.hpp"
#include "core/host/stream_handle.hpp"
#include "core/host/udp_handle.hpp"
#include "core/net/context.hpp"
#include "core/net/http.hpp"
#include "core/net/network.hpp"

namespace core::host {

/// [strand]
class ProbeHost::ActiveRun final : public net::RunObserver {
 public:
  ActiveRun(ProbeHost& host, engine::CancelScope& run_scope)
      : scope(run_scope),
        context(host.net_, *host.setup_.net_options, *this),
        host_(host),
        stream_(host.stream_) {}
  ActiveRun(const ActiveRun&) = delete;
  ActiveRun& operator=(const ActiveRun&) = delete;

  /// Ends the child tasks, then closes what the probe has left open. [suspends]
  ~ActiveRun() {
    tasks.finish();
    while (!handles.empty()) delete &handles.pop_front();
    while (!udp_sockets.empty()) delete &udp_sockets.pop_front();
  }

  /// When the bytes read last arrived.
  [[nodiscard]] vex_time arrival() const noexcept { return own_io ? own_io->arrival() : arrival_; }

  /// Created for the probes that ask for it.
  [[nodiscard]] net::HttpClient& http() {
    if (!http_) http_.emplace(context, host_.url_);
    return *http_;
  }

  engine::CancelScope& scope;
  net::NetContext context;
  engine::TaskGroup tasks;
  engine::LinkedList<StreamHandle> handles;
  std::size_t udp_sockets_open = 0;
  engine::LinkedList<UdpHandle> udp_sockets;
  std::vector<std::shared_ptr<vex_task>> children;  // of vex.task/1, until they are joined
  std::shared_ptr<BlockingRelay> relay;             // of a blocking probe
  std::unique_ptr<OwnIo> own_io;                    // of a blocking probe

 private:
  void on_phase(net::Phase phase, net::Time, net::Time) override {
    stream_.phase_over(abi_of(phase));
  }
  void on_received(std::size_t, net::Time arrival) override {
    arrival_ = arrival.time_since_epoch().count();
  }

  static std::uint32_t abi_of(net::Phase phase) noexcept {
    switch (phase) {
      case net::Phase::resolve:
        return VEX_PHASE_RESOLVE;
      case net::Phase::connect:
        return VEX_PHASE_CONNECT;
      case net::Phase::tls:
        return VEX_PHASE_TLS;
      case net::Phase::request:
        return VEX_PHASE_REQUEST;
      case net::Phase::first_byte:
        return VEX_PHASE_FIRST_BYTE;
    }
    return 0;
  }

  ProbeHost& host_;
  pipeline::Stream& stream_;
  std::optional<net::HttpClient> http_;
  vex_time arrival_ = 0;
};

}  // namespace core::host
