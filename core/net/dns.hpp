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

// Names to addresses by c-ares, without a thread: a slow server holds up those alone who ask for
// its names. [strand]
class Dns {
 public:
  // Names asked for at a time, each by two queries: the answers to more would overflow the buffer
  // of c-ares's socket, and a lost one is asked for again after seconds.
  static constexpr std::size_t max_in_flight = 100;
  static constexpr std::size_t max_cached = 10'000;

  // `servers` as in NetworkOptions::dns_servers.
  Dns(engine::Loop& loop, const std::vector<std::string>& servers);
  ~Dns();

  // All addresses of `host`, in the order to try them, at least one. Numeric addresses and
  // "localhost" need no query, /etc/hosts comes before the servers, answers are kept for as long as
  // they say, and those who ask for the same name at the same time share a query. Throws vex::Error
  // (Reason::resolve) when there is none or no answer until `deadline`. [suspends]
  std::vector<Address> resolve(const std::string& host, engine::Time deadline);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace core::net
