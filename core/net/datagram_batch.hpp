#pragma once

#include <sys/socket.h>

#include <array>
#include <cstddef>
#include <memory>
#include <span>

#include "core/net/udp_socket.hpp"

namespace core::net {

// The memory that the streams of one loop receive datagrams into, each for as long as it does not
// suspend. [strand]
class DatagramBatch {
 public:
  // A jumbo frame; what is longer is cut and not handed on.
  static constexpr std::size_t slot_size = 9216;
  static constexpr std::size_t slot_count = 64;

  DatagramBatch();

  // Takes what has come into the slots from `used` on, without waiting; false when nothing was left
  // in the socket. Datagrams of strangers are dropped. Throws vex::Error (Reason::closed) for a
  // socket that does not work any more.
  bool receive(UdpSocket& socket, std::uint32_t index, std::span<Datagram> room, std::size_t& used);

  // Room for a caller that hands them on before it suspends again; on its stack, every stream would
  // keep a page for it.
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
