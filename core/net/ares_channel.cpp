#include "core/net/ares_channel.hpp"

#include <sys/time.h>

#include <mutex>
#include <utility>
#include <vex/cpp/error.hpp>

#include "core/engine/fd_watch.hpp"

namespace core::net {
namespace {

constexpr int try_timeout_ms = 2000;
constexpr int tries = 3;

void check(int status, const std::string& what) {
  if (status != ARES_SUCCESS)
    throw vex::Error(VEX_E_INVALID, what + ": " + ::ares_strerror(status));
}

std::string join(const std::vector<std::string>& servers) {
  std::string text;
  for (const std::string& server : servers) text += (text.empty() ? "" : ",") + server;
  return text;
}

}  // namespace

AresChannel::AresChannel(engine::Loop& loop, const std::vector<std::string>& servers,
                         std::function<void()> after_turn)
    : loop_(loop),
      after_turn_(std::move(after_turn)),
      timer_(loop, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); }) {
  static std::once_flag once;
  std::call_once(once, [] { ::ares_library_init(ARES_LIB_INIT_ALL); });
  ares_options options{};
  options.sock_state_cb = on_socket_state;
  options.sock_state_cb_data = this;
  options.timeout = try_timeout_ms;
  options.tries = tries;
  constexpr int set = ARES_OPT_SOCK_STATE_CB | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES;
  check(::ares_init_options(&channel_, &options, set), "the name resolver");
  if (servers.empty()) return;
  const std::string text = join(servers);
  const int status = ::ares_set_servers_ports_csv(channel_, text.c_str());
  if (status != ARES_SUCCESS) ::ares_destroy(channel_);
  check(status, "name servers " + text);
}

AresChannel::~AresChannel() { ::ares_destroy(channel_); }

void AresChannel::ask(const std::string& host, ares_addrinfo_callback callback, void* argument) {
  ares_addrinfo_hints hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;  // one entry per address, not one per protocol
  ::ares_getaddrinfo(channel_, host.c_str(), nullptr, &hints, callback, argument);
  set_timer();
}

// c-ares opens and closes its sockets itself and calls this before it closes one.
void AresChannel::on_socket_state(void* self, ares_socket_t fd, int readable, int writable) {
  auto& channel = *static_cast<AresChannel*>(self);
  if (readable == 0 && writable == 0) {
    channel.sockets_.erase(fd);
    return;
  }
  Socket& socket = channel.sockets_[fd];
  if (!socket.watch) socket.watch = std::make_unique<engine::FdWatch>(channel.loop_, fd);
  socket.wants_read = readable != 0;
  socket.wants_write = writable != 0;
  channel.watch(fd);
}

void AresChannel::watch(ares_socket_t fd) {
  const auto found = sockets_.find(fd);
  if (found == sockets_.end()) return;
  const Socket& socket = found->second;
  if (socket.wants_read)
    socket.watch->on_readable([this, fd] {
      process(fd, ARES_SOCKET_BAD);
      watch(fd);
    });
  if (socket.wants_write)
    socket.watch->on_writable([this, fd] {
      process(ARES_SOCKET_BAD, fd);
      watch(fd);
    });
}

void AresChannel::process(ares_socket_t readable, ares_socket_t writable) {
  ::ares_process_fd(channel_, readable, writable);
  after_turn_();
  set_timer();
}

void AresChannel::set_timer() {
  timeval left{};
  if (::ares_timeout(channel_, nullptr, &left) == nullptr) {
    timer_.stop();
    return;
  }
  timer_.start(std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec));
}

}  // namespace core::net
