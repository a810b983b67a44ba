#pragma once

#include <ares.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/engine/timer.hpp"

namespace core::engine {
class FdWatch;
class Loop;
}  // namespace core::engine

namespace core::net {

// A c-ares channel whose sockets and time-outs are served by the loop. [strand]
class AresChannel {
 public:
  // `after_turn` is called when c-ares has made progress and none of its functions is on the call
  // stack; new queries may only be started then. Throws vex::Error if a server's address cannot be
  // parsed.
  AresChannel(engine::Loop& loop, const std::vector<std::string>& servers,
              std::function<void()> after_turn);
  ~AresChannel();
  AresChannel(const AresChannel&) = delete;
  AresChannel& operator=(const AresChannel&) = delete;

  // `callback` may be called before this returns. It must not resume a fiber, because c-ares has
  // not finished its current work.
  void ask(const std::string& host, ares_addrinfo_callback callback, void* argument);

 private:
  struct Socket {
    std::unique_ptr<engine::FdWatch> watch;
    bool wants_read = false;
    bool wants_write = false;
  };

  static void on_socket_state(void* self, ares_socket_t fd, int readable, int writable);
  void watch(ares_socket_t fd);
  void process(ares_socket_t readable, ares_socket_t writable);
  void set_timer();

  engine::Loop& loop_;
  std::function<void()> after_turn_;
  engine::Timer timer_;
  std::map<ares_socket_t, Socket> sockets_;
  ares_channel channel_ = nullptr;
};

}  // namespace core::net
