#include "plugins/ffmpeg/resolve.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "plugins/ffmpeg/watchdog.hpp"

namespace ffmpeg {
namespace {

/// Shared with a thread that may outlive the run, because nothing ends getaddrinfo() except its own
/// time-outs.
struct Lookup {
  std::mutex mutex;
  std::condition_variable is_over;
  std::optional<int> result;  // of getaddrinfo()
};

void look_up(const std::string& host, Lookup& lookup) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;  // one entry per address
  addrinfo* found = nullptr;
  const int result = getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (result == 0) freeaddrinfo(found);
  const std::lock_guard lock(lookup.mutex);
  lookup.result = result;
  lookup.is_over.notify_all();
}

}  // namespace

std::string host_of(const std::string& url) {
  std::array<char, 256> host{};
  av_url_split(nullptr, 0, nullptr, 0, host.data(), static_cast<int>(host.size()), nullptr, nullptr,
               0, url.c_str());
  return host.data();
}

bool is_name(const std::string& host) {
  in6_addr address{};
  if (host.empty() || inet_pton(AF_INET, host.c_str(), &address) == 1) return false;
  return inet_pton(AF_INET6, host.substr(0, host.find('%')).c_str(), &address) != 1;
}

void resolve(const std::string& host, Watchdog& watchdog) {
  auto lookup = std::make_shared<Lookup>();
  std::thread([lookup, host] { look_up(host, *lookup); }).detach();
  std::unique_lock lock(lookup->mutex);
  while (!lookup->result) {
    lookup->is_over.wait_for(lock, std::chrono::milliseconds(50));
    if (lookup->result || !watchdog.barks()) continue;
    throw *watchdog.verdict();
  }
  if (*lookup->result == 0) return;
  throw vex::Error(vex::Reason::resolve, "the name of the host has no address: " +
                                             std::string(gai_strerror(*lookup->result)));
}

}  // namespace ffmpeg
