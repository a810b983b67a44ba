#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/net/address.hpp"
#include "core/net/byte_stream.hpp"
#include "core/net/fd.hpp"

namespace core::net {

class NetContext;

// How the sockets of a stream are to be opened.
struct UdpRequest {
  std::string peer{};            // name or address; a multicast group is joined
  std::string source{};          // an address, for source-specific multicast; empty: any
  std::string interface_name{};  // for joining; empty: chosen by the system
  std::uint16_t first_port = 0;  // local; 0: any
  std::uint16_t last_port = 0;   // 0: only `first_port`
};

struct Datagram {
  Bytes data;  // borrowed until the fiber suspends
  Time arrival{};
  std::uint32_t socket = 0;  // the index of its socket in the call
  std::uint16_t from_port = 0;
};

// A bound UDP socket for one peer. After its first second it is read once per quantum, and between
// two reads the loop knows nothing of it. [strand]
class UdpSocket {
 public:
  // One socket, or two with neighbouring ports, the first of which is even. Throws vex::Error:
  // Reason::resolve, VEX_E_INVALID for unavailable ports and interfaces. [suspends]
  static std::vector<std::unique_ptr<UdpSocket>> open(NetContext& context,
                                                      const UdpRequest& request, std::size_t count);

  UdpSocket(NetContext& context, Fd fd, std::vector<Address> peers);
  ~UdpSocket();
  UdpSocket(const UdpSocket&) = delete;
  UdpSocket& operator=(const UdpSocket&) = delete;

  std::uint16_t local_port() const;

  // Sends to the peer at `port`. What the network does not accept at once is lost. Throws
  // vex::Error (Reason::closed) if the peer is unreachable.
  void send(std::uint16_t port, Bytes data);

  // Datagrams that the kernel dropped because they were not read in time.
  std::uint64_t overflowed() const { return overflowed_; }

  // Waits until one of `sockets` has datagrams and takes as many as fit into `datagrams`, in order
  // of arrival. Throws vex::Error: Reason::timeout. [suspends]
  static std::size_t receive(NetContext& context, std::span<UdpSocket* const> sockets,
                             Nanos timeout, std::span<Datagram> datagrams);

 private:
  friend class DatagramBatch;

  static void await_turn(std::span<UdpSocket* const> sockets, Time deadline);
  static void await_more(NetContext& context, std::span<UdpSocket* const> sockets, Time deadline);
  bool is_from_peer(const Address& address) const;

  NetContext& context_;
  Fd fd_;
  std::vector<Address> peers_;  // accepted senders; empty: any, for a group
  Time eager_until_;            // until then, datagrams are read as they arrive
  Time next_trim_;              // of the fiber's stack, by the first socket of a call
  Time next_read_ = Time::min();
  std::uint64_t overflowed_ = 0;
  std::uint32_t last_overflow_count_ = 0;  // the kernel's counter, which wraps
};

}  // namespace core::net
