#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <memory>
#include <span>

#include "core/net/udp_socket.hpp"

namespace core::net {

// The memory that the streams of one loop receive datagrams into; each uses it until it suspends.
// [strand]
class DatagramBatch {
 public:
  // The size of a jumbo frame; longer datagrams are truncated and dropped.
  static constexpr std::size_t slot_size = 9216;
  static constexpr std::size_t slot_count = 64;

  DatagramBatch();

  // Receives what is waiting into the slots from `used` on, without blocking; false if the socket
  // is drained. Datagrams from other senders are dropped. Throws vex::Error (Reason::closed) if the
  // socket has failed.
  bool receive(UdpSocket& socket, std::uint32_t index, std::span<Datagram> room, std::size_t& used);

  // Space for a caller that passes the datagrams on before it suspends. On the caller's stack it
  // would cost every stream a page.
  std::span<Datagram> room() { return room_; }

 private:
  struct Slot {
    sockaddr_storage from;
    iovec part;
    alignas(cmsghdr) std::array<std::byte, 128> control;
  };

  void prepare(std::size_t first, std::size_t count);
  bool take(UdpSocket& socket, std::uint32_t index, std::size_t slot, Time now, Datagram& datagram);

  std::unique_ptr<std::byte[]> memory_;
  std::unique_ptr<Slot[]> slots_;
  std::unique_ptr<mmsghdr[]> messages_;
  std::array<Datagram, slot_count> room_{};
};

}  // namespace core::net
