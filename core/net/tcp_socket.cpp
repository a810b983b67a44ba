#include "core/net/tcp_socket.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <vex/cpp/error.hpp>

#include "core/engine/loop.hpp"
#include "core/engine/wait.hpp"
#include "core/net/address.hpp"
#include "core/net/arrival_clock.hpp"
#include "core/net/errors.hpp"
#include "core/net/network.hpp"
#include "core/net/receive_buffer.hpp"

namespace core::net {
namespace {

using engine::Clock;

// After connecting or sending a request, bytes are read as they arrive for this long.
constexpr Nanos eager_time = std::chrono::seconds(1);

// The end of a window and the tick of a second need more stack than the packets in between. That
// part of the stack is released while the stream waits.
constexpr Nanos trim_interval = std::chrono::seconds(1);

// A read of more than this means that the stream is behind: more is waiting or about to arrive.
constexpr long behind = 48L * 1024;

// A peer that sends faster than we read must not monopolise the thread.
constexpr int max_reads_without_wait = 8;

void set_option(int fd, int level, int name) {
  const int on = 1;
  ::setsockopt(fd, level, name, &on, sizeof on);
}

// When the kernel received the last bytes of a read (SO_TIMESTAMPNS), or nullptr.
const timespec* find_timestamp(msghdr& message, timespec& storage) {
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
    std::memcpy(&storage, CMSG_DATA(part), sizeof storage);
    return &storage;
  }
  return nullptr;
}

vex::Error connect_error(int error, const std::string& where) {
  const auto reason = error == ETIMEDOUT ? vex::Reason::connect_timeout : vex::Reason::connect;
  return vex::Error(reason, where + ": " + system_message(error));
}

}  // namespace

std::unique_ptr<TcpSocket> TcpSocket::connect(NetContext& context, const Address& address,
                                              std::uint16_t port, Time deadline) {
  const std::string where = endpoint_text(address, port);
  Fd fd(::socket(address.is_v6() ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
                 IPPROTO_TCP));
  if (!fd.is_open()) throw connect_error(errno, where);
  sockaddr_storage storage;
  const socklen_t length = address.to_socket_address(port, storage);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&storage), length) != 0) {
    if (errno != EINPROGRESS) throw connect_error(errno, where);
    // The watch ends with the connect: otherwise Asio would keep waking the thread whenever the
    // socket is writable.
    engine::FdWatch watch(context.net().loop(), fd.get());
    if (!watch.wait_writable(deadline))
      throw vex::Error(vex::Reason::connect_timeout, where + ": no answer");
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) throw connect_error(error, where);
  }
  return std::make_unique<TcpSocket>(context, std::move(fd));
}

TcpSocket::TcpSocket(NetContext& context, Fd fd)
    : context_(context),
      fd_(std::move(fd)),
      eager_until_(engine::from_now(eager_time)),
      next_trim_(eager_until_) {
  set_option(fd_.get(), IPPROTO_TCP, TCP_NODELAY);
  set_option(fd_.get(), SOL_SOCKET, SO_TIMESTAMPNS);
  context_.add(*this);
}

TcpSocket::~TcpSocket() {
  context_.remove(*this);
  watch_.reset();
}

bool TcpSocket::receive(Inbox& inbox, Time deadline) {
  const Time begin = Clock::now();
  for (;;) {
    await_turn(deadline);
    const long count = receive_now(inbox);
    if (count >= 0) return count > 0;
    if (errno == EINTR) continue;
    if (errno != EAGAIN) throw vex::Error(vex::Reason::closed, system_message(errno));
    if (Clock::now() >= deadline)
      throw vex::Error(vex::Reason::timeout,
                       "nothing received for " + length_text(deadline - begin));
    await_more(deadline);
  }
}

void TcpSocket::await_turn(Time deadline) {
  const Time turn = std::min(next_read_, deadline);
  if (const Time now = Clock::now(); turn > now) {
    reads_without_wait_ = 0;
    if (now >= next_trim_) {
      engine::trim_stack();
      next_trim_ = now + trim_interval;
    }
    engine::sleep_until(turn);
  } else if (++reads_without_wait_ >= max_reads_without_wait) {
    reads_without_wait_ = 0;
    engine::yield();
  } else {
    engine::current_scope().check();
  }
}

long TcpSocket::receive_now(Inbox& inbox) {
  const std::span<std::byte> room = inbox.begin_fill();
  iovec part{room.data(), room.size()};
  alignas(cmsghdr) char control[128];
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const long count = ::recvmsg(fd_.get(), &message, MSG_DONTWAIT);
  if (count <= 0) return count;

  const Time now = Clock::now();
  timespec storage;
  const timespec* stamp = find_timestamp(message, storage);
  arrival_ = stamp ? context_.net().arrivals().to_monotonic(*stamp, now) : now;
  const bool is_eager = now < eager_until_;
  if (!is_eager) stop_watching();
  next_read_ = is_eager || count > behind ? now : now + context_.net().quantum();
  inbox.end_fill(static_cast<std::size_t>(count));
  context_.count_received(static_cast<std::size_t>(count), arrival_);
  return count;
}

void TcpSocket::await_more(Time deadline) {
  reads_without_wait_ = 0;
  if (const Time now = Clock::now(); now >= eager_until_) {
    stop_watching();
    next_read_ = now + context_.net().quantum();
    return;  // await_turn() sleeps until then
  }
  watch().wait_readable(deadline);
}

void TcpSocket::send(Bytes data, Time deadline) {
  const engine::CancelScope& scope = engine::current_scope();
  if (scope.is_cancelled() || Clock::now() >= scope.deadline()) {
    // A run that is being cancelled may still say goodbye: whatever the kernel accepts at once is
    // sent.
    const ssize_t count = ::send(fd_.get(), data.data(), data.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) context_.count_sent(static_cast<std::size_t>(count));
    scope.check();
  }
  while (!data.empty()) {
    const ssize_t count = ::send(fd_.get(), data.data(), data.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count > 0) {
      data = data.subspan(static_cast<std::size_t>(count));
      context_.count_sent(static_cast<std::size_t>(count));
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN) throw vex::Error(vex::Reason::closed, system_message(errno));
    struct Waiting {
      int& count;
      explicit Waiting(int& senders) : count(++senders) {}
      ~Waiting() { --count; }
    } waiting(senders_waiting_);
    if (!watch().wait_writable(deadline))
      throw vex::Error(vex::Reason::timeout, "the peer takes no more bytes");
  }
}

void TcpSocket::expect_reply() {
  eager_until_ = next_trim_ = engine::from_now(eager_time);
  next_read_ = Time::min();
}

engine::FdWatch& TcpSocket::watch() {
  if (!watch_) watch_ = std::make_unique<engine::FdWatch>(context_.net().loop(), fd_.get());
  return *watch_;
}

void TcpSocket::stop_watching() {
  if (!watch_ || senders_waiting_ != 0) return;
  watch_.reset();
}

TransportInfo TcpSocket::transport() const {
  tcp_info kernel{};
  socklen_t size = sizeof kernel;
  TransportInfo info;
  if (::getsockopt(fd_.get(), IPPROTO_TCP, TCP_INFO, &kernel, &size) != 0) return info;
  if (kernel.tcpi_rtt != 0) info.round_trip = std::chrono::microseconds(kernel.tcpi_rtt);
  info.retransmits = kernel.tcpi_total_retrans;
  return info;
}

}  // namespace core::net
