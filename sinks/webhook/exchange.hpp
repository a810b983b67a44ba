// One request to a receiver, and its answer.
#pragma once

#include <Poco/Net/Context.h>

#include <cstdint>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vex/vex.hpp>

#include "sinks/webhook/lookup.hpp"
#include "sinks/webhook/message.hpp"

namespace sinks::webhook {

/// Whom requests are handed to. It looks up the receiver's name, and sees nothing of TLS.
struct Proxy {
  std::string host;
  std::uint16_t port = 80;
  std::string authorization;  // of Proxy-Authorization; empty: none
};

/// Where requests go.
struct Endpoint {
  std::string host;
  std::uint16_t port = 80;
  Poco::Net::Context::Ptr tls;  // null: plain HTTP
  vex::Nanos timeout{};         // of the whole exchange
  NameServers name_servers{};   // empty: the system's
  std::optional<Proxy> proxy{};

  /// "example.com:443", "[::1]:443"
  [[nodiscard]] std::string authority() const;

  /// "https://example.com:443": without path and query, which hold secrets.
  [[nodiscard]] std::string shown() const;
};

/// There is no answer. The sentence says why.
class NoAnswer : public std::runtime_error {
  using runtime_error::runtime_error;
};

/// Nobody waits for the answer any longer.
class Abandoned : public std::exception {};

/// Posts, follows no redirect and reads no more of the answer than `longest_answer`. Ends within
/// the time-out whatever the peer and the name servers do, and soon after `is_abandoned`,
/// which a second thread asks. Throws NoAnswer or Abandoned.
Answer post(const Endpoint& endpoint, const Request& request,
            const std::function<bool()>& is_abandoned);

}  // namespace sinks::webhook
