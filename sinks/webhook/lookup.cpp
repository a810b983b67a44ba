#include "sinks/webhook/lookup.hpp"

#include <Poco/Net/SocketAddress.h>
#include <ares.h>
#include <netdb.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "sinks/webhook/exchange.hpp"

namespace sinks::webhook {
namespace {

using Clock = std::chrono::steady_clock;
using Poco::Net::SocketAddress;
using std::chrono::milliseconds;

constexpr milliseconds slice{50};
constexpr milliseconds longest_try{2000};
constexpr int tries = 3;

/// c-ares counts its users, so each initialisation must be undone.
class Library {
 public:
  Library() { ::ares_library_init(ARES_LIB_INIT_ALL); }
  ~Library() { ::ares_library_cleanup(); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

class Channel {
 public:
  explicit Channel(milliseconds first_try) {
    ares_options options{};
    options.timeout = static_cast<int>(first_try.count());
    options.tries = tries;
    const int status =
        ::ares_init_options(&channel_, &options, ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
    if (status != ARES_SUCCESS)
      throw NoAnswer(std::string("no resolver: ") + ares_strerror(status));
  }
  ~Channel() { ::ares_destroy(channel_); }
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  [[nodiscard]] ares_channel get() const noexcept { return channel_; }

  /// Returns whether the servers are valid. Without any, the system's are used.
  bool ask(const NameServers& servers) {
    if (servers.empty()) return true;
    std::string text;
    for (const std::string& server : servers) text += (text.empty() ? "" : ",") + server;
    return ::ares_set_servers_ports_csv(channel_, text.c_str()) == ARES_SUCCESS;
  }

  /// Waits until something can be read or written, c-ares's own time-out is over, or `longest` has
  /// passed.
  void turn(milliseconds longest) {
    std::array<ares_socket_t, ARES_GETSOCK_MAXNUM> sockets{};
    const int mask = ::ares_getsock(channel_, sockets.data(), static_cast<int>(sockets.size()));
    std::array<pollfd, ARES_GETSOCK_MAXNUM> waiting{};
    nfds_t count = 0;
    for (int i = 0; i < ARES_GETSOCK_MAXNUM; ++i) {
      const bool reads = ARES_GETSOCK_READABLE(mask, i) != 0;
      const bool writes = ARES_GETSOCK_WRITABLE(mask, i) != 0;
      if (!reads && !writes) continue;
      waiting[count++] = {sockets[static_cast<std::size_t>(i)],
                          static_cast<short>((reads ? POLLIN : 0) | (writes ? POLLOUT : 0)), 0};
    }
    timeval most{0, static_cast<suseconds_t>(longest.count() * 1000)};
    timeval left{};
    const timeval* const wait = ::ares_timeout(channel_, &most, &left);
    ::poll(waiting.data(), count, static_cast<int>(wait->tv_sec * 1000 + wait->tv_usec / 1000));
    for (nfds_t i = 0; i < count; ++i) {
      const short seen = waiting[i].revents;
      if (seen == 0) continue;
      const bool reads = (seen & ~POLLOUT) != 0;  // errors are reported by reading
      const bool writes = (seen & POLLOUT) != 0;
      ::ares_process_fd(channel_, reads ? waiting[i].fd : ARES_SOCKET_BAD,
                        writes ? waiting[i].fd : ARES_SOCKET_BAD);
    }
    ::ares_process_fd(channel_, ARES_SOCKET_BAD, ARES_SOCKET_BAD);  // handles time-outs
  }

 private:
  const Library library_;
  ares_channel channel_ = nullptr;
};

struct Found {
  std::optional<int> status;  // nothing: not yet
  std::vector<SocketAddress> addresses;
};

void on_found(void* found_as_void, int status, int, ares_addrinfo* list) {
  auto& found = *static_cast<Found*>(found_as_void);
  found.status = status;
  if (list == nullptr) return;
  for (const ares_addrinfo_node* node = list->nodes; node != nullptr; node = node->ai_next) {
    if (node->ai_family != AF_INET && node->ai_family != AF_INET6) continue;
    found.addresses.emplace_back(node->ai_addr, static_cast<poco_socklen_t>(node->ai_addrlen));
  }
  ::ares_freeaddrinfo(list);
}

std::optional<SocketAddress> literal(const std::string& host, std::uint16_t port) {
  Poco::Net::IPAddress address;
  if (!Poco::Net::IPAddress::tryParse(host, address)) return std::nullopt;
  return SocketAddress(address, port);
}

}  // namespace

bool are_name_servers(const NameServers& servers) { return Channel(longest_try).ask(servers); }

std::vector<SocketAddress> look_up(const std::string& host, std::uint16_t port,
                                   const NameServers& servers, Clock::time_point deadline,
                                   const std::function<bool()>& is_abandoned) {
  if (const auto address = literal(host, port)) return {*address};
  const auto left = [&] {
    return std::chrono::duration_cast<milliseconds>(deadline - Clock::now());
  };
  Found found;  // before the channel, which still reports failed queries while it is destroyed
  // A lost query is repeated within the available time.
  Channel channel(std::clamp(left() / (tries + 1), milliseconds(1), longest_try));
  channel.ask(servers);
  ares_addrinfo_hints hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = ARES_AI_NUMERICSERV;
  ::ares_getaddrinfo(channel.get(), host.c_str(), std::to_string(port).c_str(), &hints, on_found,
                     &found);
  while (!found.status) {
    if (is_abandoned()) throw Abandoned();
    if (left() <= milliseconds(0)) throw NoAnswer("the name servers did not answer in time");
    channel.turn(std::min(slice, left()));
  }
  if (*found.status != ARES_SUCCESS) {
    throw NoAnswer(std::string("the name cannot be resolved: ") + ares_strerror(*found.status));
  }
  if (found.addresses.empty()) throw NoAnswer("the name has no address");
  return std::move(found.addresses);
}

}  // namespace sinks::webhook
