#include "core/net/udp_socket.hpp"

#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/fd_watch.hpp"
#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"
#include "core/net/context.hpp"
#include "core/net/datagram_batch.hpp"
#include "core/net/dns.hpp"
#include "core/net/errors.hpp"
#include "core/net/network.hpp"
#include "core/net/udp_bind.hpp"

namespace core::net {
namespace {

using engine::Clock;

// As with TCP, datagrams are read as they arrive at first.
constexpr Nanos eager_time = std::chrono::seconds(1);
constexpr Nanos trim_interval = std::chrono::seconds(1);

// A read of more than this means a stream so dense that the kernel's buffer, which holds some 180
// datagrams, could overflow within the quantum.
constexpr std::size_t dense = 48;
constexpr int dense_divisor = 5;

}  // namespace

std::vector<std::unique_ptr<UdpSocket>> UdpSocket::open(NetContext& context,
                                                        const UdpRequest& request,
                                                        std::size_t count) {
  const Time deadline = engine::from_now(context.options().time_outs.resolve);
  auto peers = context.net().dns().resolve(request.peer, deadline);
  // The peer answers from the address that the run's connection goes to.
  const auto connected = context.connected();
  const auto same = connected ? std::find(peers.begin(), peers.end(), *connected) : peers.end();
  if (same != peers.end()) std::rotate(peers.begin(), same, same + 1);

  std::vector<Fd> fds = bind_ports(request, peers.front(), count);
  if (is_multicast(peers.front())) peers.clear();
  std::vector<std::unique_ptr<UdpSocket>> sockets;
  sockets.reserve(fds.size());
  for (Fd& fd : fds) sockets.push_back(std::make_unique<UdpSocket>(context, std::move(fd), peers));
  return sockets;
}

UdpSocket::UdpSocket(NetContext& context, Fd fd, std::vector<Address> peers)
    : context_(context),
      fd_(std::move(fd)),
      peers_(std::move(peers)),
      eager_until_(engine::from_now(eager_time)),
      next_trim_(eager_until_) {}

UdpSocket::~UdpSocket() = default;

std::uint16_t UdpSocket::local_port() const { return bound_port(fd_); }

void UdpSocket::send(std::uint16_t port, Bytes data) {
  engine::current_scope().check();
  if (peers_.empty()) throw vex::Error(VEX_E_INVALID, "nothing is sent to a multicast group");
  sockaddr_storage to;
  const socklen_t length = to_dual_stack(peers_.front(), port, to);
  const ssize_t sent = ::sendto(fd_.get(), data.data(), data.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                                reinterpret_cast<const sockaddr*>(&to), length);
  if (sent >= 0) return context_.count_sent(data.size());
  // A refusal belongs to an earlier datagram: the peer may not be listening yet.
  if (errno == EAGAIN || errno == EINTR || errno == ENOBUFS || errno == ECONNREFUSED) return;
  throw vex::Error(vex::Reason::closed,
                   endpoint_text(peers_.front(), port) + ": " + system_message(errno));
}

std::size_t UdpSocket::receive(NetContext& context, std::span<UdpSocket* const> sockets,
                               Nanos timeout, std::span<Datagram> datagrams) {
  const Time begin = Clock::now();
  const Time deadline = context.silence_deadline(timeout);
  DatagramBatch& batch = context.net().datagrams();
  for (;;) {
    await_turn(sockets, deadline);
    std::size_t count = 0;
    bool has_more = false;
    for (std::size_t i = 0; i < sockets.size(); ++i)
      has_more |= batch.receive(*sockets[i], static_cast<std::uint32_t>(i), datagrams, count);
    const Time now = Clock::now();
    Time next = now + context.net().quantum();
    if (count > dense) next = now + context.net().quantum() / dense_divisor;
    if (has_more) next = now;
    for (UdpSocket* socket : sockets) socket->next_read_ = now < socket->eager_until_ ? now : next;
    if (count > 0) {
      const auto taken = datagrams.first(count);
      std::stable_sort(taken.begin(), taken.end(),
                       [](const Datagram& a, const Datagram& b) { return a.arrival < b.arrival; });
      for (const Datagram& datagram : taken)
        context.count_received(datagram.data.size(), datagram.arrival);
      return count;
    }
    // Strangers who send all the time must not hide a silence.
    if (now >= deadline)
      throw vex::Error(vex::Reason::timeout,
                       "no datagram received for " + length_text(deadline - begin));
    if (has_more) continue;
    await_more(context, sockets, deadline);
  }
}

// A peer that sends faster than we read must not monopolise the thread: the others go first even if
// there is nothing to wait for.
void UdpSocket::await_turn(std::span<UdpSocket* const> sockets, Time deadline) {
  Time turn = deadline;
  for (const UdpSocket* socket : sockets) turn = std::min(turn, socket->next_read_);
  if (const Time now = Clock::now(); turn > now) {
    if (now >= sockets.front()->next_trim_) {
      engine::trim_stack();
      sockets.front()->next_trim_ = now + trim_interval;
    }
    engine::sleep_until(turn);
  } else if (sockets.front()->next_read_ != Time::min()) {
    engine::yield();
  } else {
    engine::current_scope().check();
  }
}

void UdpSocket::await_more(NetContext& context, std::span<UdpSocket* const> sockets,
                           Time deadline) {
  if (Clock::now() >= sockets.front()->eager_until_) return;  // await_turn() sleeps
  // A single descriptor stands for all of them, because the loop never frees the memory of the
  // greatest number that it has watched at a time.
  const Fd any(::epoll_create1(EPOLL_CLOEXEC));
  for (const UdpSocket* socket : sockets) {
    epoll_event readable{.events = EPOLLIN, .data = {}};
    if (::epoll_ctl(any.get(), EPOLL_CTL_ADD, socket->fd_.get(), &readable) != 0)
      throw vex::Error(VEX_E_INTERNAL, "cannot watch UDP sockets: " + system_message(errno));
  }
  engine::FdWatch watch(context.net().loop(), any.get());
  // Returns at the end of the first second; from then on the sockets are read once per quantum.
  watch.wait_readable(std::min(deadline, sockets.front()->eager_until_));
}

bool UdpSocket::is_from_peer(const Address& address) const {
  return peers_.empty() || std::find(peers_.begin(), peers_.end(), address) != peers_.end();
}

}  // namespace core::net
