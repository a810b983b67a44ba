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

// A c-ares channel whose sockets and time-outs the loop serves. [strand]
class AresChannel {
 public:
  // `after_turn` is called when c-ares has done something and none of its functions is active: only
  // then new queries may be asked. Throws vex::Error when a server cannot be understood.
  AresChannel(engine::Loop& loop, const std::vector<std::string>& servers,
              std::function<void()> after_turn);
  ~AresChannel();
  AresChannel(const AresChannel&) = delete;
  AresChannel& operator=(const AresChannel&) = delete;

  // `callback` may be called before this returns. It must not resume a fiber: c-ares is not
  // finished with what it has in hand.
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
