#pragma once

#include <cstdio>
#include <cstdlib>
#include <thread>

namespace core::engine {

// Catches the mistake of a plugin that calls its host on another thread than its stream's, in
// builds with assertions; with NDEBUG it is nothing. Made on the stream's thread.
class StrandCheck {
 public:
#ifdef NDEBUG
  void require(const char*) const noexcept {}
#else
  // Ends the program on any other thread, with a sentence about `plugin`. [thread-safe]
  void require(const char* plugin) const {
    if (std::this_thread::get_id() == owner_) return;
    std::fprintf(stderr,
                 "wrong thread: the plugin %s called its host on a thread that is not its "
                 "stream's; vex/abi.h says which calls may come from where\n",
                 plugin);
    std::abort();
  }

 private:
  const std::thread::id owner_ = std::this_thread::get_id();
#endif
};

}  // namespace core::engine
