#include "tests/plugins/ffmpeg/silent_resolver.hpp"

#include <dlfcn.h>
#include <netdb.h>

#include <condition_variable>
#include <mutex>
#include <string_view>

namespace ffmpeg::test {
namespace {

constexpr std::string_view silent_host = "silent.invalid";

std::mutex mutex;
std::condition_variable changed;
bool is_silent = false;
unsigned asking = 0;

void ask_in_vain() {
  std::unique_lock lock(mutex);
  ++asking;
  changed.notify_all();
  changed.wait(lock, [] { return !is_silent; });
  --asking;
  changed.notify_all();
}

}  // namespace

SilentResolver::SilentResolver() {
  const std::lock_guard lock(mutex);
  is_silent = true;
}

SilentResolver::~SilentResolver() {
  std::unique_lock lock(mutex);
  is_silent = false;
  changed.notify_all();
  changed.wait(lock, [] { return asking == 0; });
}

std::string SilentResolver::host() const { return std::string(silent_host); }

void SilentResolver::await_lookup() const {
  std::unique_lock lock(mutex);
  changed.wait(lock, [] { return asking > 0; });
}

}  // namespace ffmpeg::test

/// In front of the C library's own.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** result) {
  if (name != nullptr && name == ffmpeg::test::silent_host) {
    ffmpeg::test::ask_in_vain();
    return EAI_AGAIN;
  }
  static const auto next =
      reinterpret_cast<decltype(&getaddrinfo)>(dlsym(RTLD_NEXT, "getaddrinfo"));
  return next(name, service, hints, result);
}
