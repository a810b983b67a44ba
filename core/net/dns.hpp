#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/engine/clock.hpp"
#include "core/net/address.hpp"

namespace core::engine {
class Loop;
}

namespace core::net {

// Resolves names through c-ares, without a thread: a slow server delays only those who ask for its
// names. [strand]
class Dns {
 public:
  // How many names are queried at the same time, with two queries each. The answers to more would
  // overflow the buffer of c-ares's socket, and lost ones are only retried after seconds.
  static constexpr std::size_t max_in_flight = 100;
  static constexpr std::size_t max_cached = 10'000;

  // `servers` as in NetworkOptions::dns_servers.
  Dns(engine::Loop& loop, const std::vector<std::string>& servers);
  ~Dns();

  // All addresses of `host` in the order to try them, at least one. Numeric addresses and
  // "localhost" need no query, /etc/hosts takes precedence over the servers, answers are cached for
  // their TTL, and simultaneous requests for the same name share a query. Throws vex::Error
  // (Reason::resolve) if there is no address, or no answer by `deadline`. [suspends]
  std::vector<Address> resolve(const std::string& host, engine::Time deadline);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace core::net
