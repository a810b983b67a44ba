#include "core/net/datagram_batch.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/net/arrival_clock.hpp"
#include "core/net/context.hpp"
#include "core/net/errors.hpp"
#include "core/net/network.hpp"

namespace core::net {
namespace {

struct Sender {
  Address address;
  std::uint16_t port = 0;
};

// A dual-stack socket reports IPv4 addresses as ::ffff:192.0.2.1.
Sender sender_of(const sockaddr_storage& from) {
  if (from.ss_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &from, sizeof v4);
    return {Address::v4(&v4.sin_addr), ntohs(v4.sin_port)};
  }
  sockaddr_in6 v6;
  std::memcpy(&v6, &from, sizeof v6);
  if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
    return {Address::v4(&v6.sin6_addr.s6_addr[12]), ntohs(v6.sin6_port)};
  }
  return {Address::v6(&v6.sin6_addr, v6.sin6_scope_id), ntohs(v6.sin6_port)};
}

template <class Value>
bool read_control(msghdr& message, int type, Value& value) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != type) continue;
    std::memcpy(&value, CMSG_DATA(part), sizeof value);
    return true;
  }
  return false;
}

}  // namespace

DatagramBatch::DatagramBatch()
    : memory_(std::make_unique_for_overwrite<std::byte[]>(slot_size * slot_count)),
      slots_(std::make_unique<Slot[]>(slot_count)),
      messages_(std::make_unique<mmsghdr[]>(slot_count)) {}

bool DatagramBatch::receive(UdpSocket& socket, std::uint32_t index, std::span<Datagram> room,
                            std::size_t& used) {
  const std::size_t first = used;
  const std::size_t count = std::min(room.size(), slot_count) - first;
  if (count == 0) return true;
  prepare(first, count);
  int received = 0;
  do {
    received = ::recvmmsg(socket.fd_.get(), &messages_[first], static_cast<unsigned>(count),
                          MSG_DONTWAIT, nullptr);
  } while (received < 0 && errno == EINTR);
  // An ICMP "port unreachable" is reported as an error of the next call and says nothing about the
  // datagrams that follow.
  if (received < 0) {
    if (errno == EAGAIN) return false;
    if (errno == ECONNREFUSED || errno == EHOSTUNREACH || errno == ENETUNREACH) return true;
    throw vex::Error(vex::Reason::closed, "UDP: " + system_message(errno));
  }
  const Time now = engine::Clock::now();
  for (std::size_t i = first; i < first + static_cast<std::size_t>(received); ++i) {
    if (take(socket, index, i, now, room[used])) ++used;
  }
  return static_cast<std::size_t>(received) == count;
}

void DatagramBatch::prepare(std::size_t first, std::size_t count) {
  for (std::size_t i = first; i < first + count; ++i) {
    Slot& slot = slots_[i];
    slot.part = {&memory_[i * slot_size], slot_size};
    msghdr& head = messages_[i].msg_hdr;
    head = {};
    head.msg_name = &slot.from;
    head.msg_namelen = sizeof slot.from;
    head.msg_iov = &slot.part;
    head.msg_iovlen = 1;
    head.msg_control = slot.control.data();
    head.msg_controllen = slot.control.size();
  }
}

bool DatagramBatch::take(UdpSocket& socket, std::uint32_t index, std::size_t slot, Time now,
                         Datagram& datagram) {
  msghdr& head = messages_[slot].msg_hdr;
  std::uint32_t overflows = 0;
  if (read_control(head, SO_RXQ_OVFL, overflows)) {
    socket.overflowed_ += overflows - std::exchange(socket.last_overflow_count_, overflows);
  }
  const Sender sender = sender_of(slots_[slot].from);
  if ((head.msg_flags & MSG_TRUNC) != 0 || !socket.is_from_peer(sender.address)) return false;
  timespec stamp{};
  const bool is_stamped = read_control(head, SCM_TIMESTAMPNS, stamp);
  datagram.data = Bytes(&memory_[slot * slot_size], messages_[slot].msg_len);
  datagram.arrival = is_stamped ? socket.context_.net().arrivals().to_monotonic(stamp, now) : now;
  datagram.socket = index;
  datagram.from_port = sender.port;
  return true;
}

}  // namespace core::net
