// A UDP socket as a plugin holds it.
#pragma once

#include <vex/service/udp.h>

#include <memory>

#include "core/engine/links.hpp"
#include "core/engine/strand_check.hpp"
#include "core/net/udp_socket.hpp"

namespace core::host {

/// Owned by the plugin until it calls close; linked into its run, which closes whatever the plugin
/// has forgotten. [strand]
class UdpHandle : public vex_udp_socket, public engine::Link {
 public:
  /// `open` counts the open handles of a run.
  UdpHandle(std::unique_ptr<net::UdpSocket> socket, std::size_t& open);
  ~UdpHandle();
  UdpHandle(const UdpHandle&) = delete;
  UdpHandle& operator=(const UdpHandle&) = delete;

  static UdpHandle& of(vex_udp_socket* handle);

  [[nodiscard]] net::UdpSocket& socket() const noexcept { return *socket_; }

 private:
  std::unique_ptr<net::UdpSocket> socket_;
  std::size_t& open_;
  [[no_unique_address]] engine::StrandCheck strand_;
};

}  // namespace core::host
