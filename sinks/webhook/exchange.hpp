// Sends a request to a receiver and reads its response.
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

/// A proxy for requests. It resolves the receiver's name, and sees nothing of TLS.
struct Proxy {
  std::string host;
  std::uint16_t port = 80;
  std::string authorization;  // for Proxy-Authorization; empty: none
};

/// Where requests go.
struct Endpoint {
  std::string host;
  std::uint16_t port = 80;
  Poco::Net::Context::Ptr tls;  // null: plain HTTP
  vex::Nanos timeout{};         // for the whole exchange
  NameServers name_servers{};   // empty: the system's
  std::optional<Proxy> proxy{};

  /// "example.com:443", "[::1]:443"
  [[nodiscard]] std::string authority() const;

  /// "https://example.com:443": without path and query, which hold secrets.
  [[nodiscard]] std::string shown() const;
};

/// There is no response. The message says why.
class NoAnswer : public std::runtime_error {
  using runtime_error::runtime_error;
};

/// Nobody waits for the response any longer.
class Abandoned : public std::exception {};

/// Posts a request, follows no redirect and reads at most `longest_answer` of the response. Ends
/// within the time-out whatever the peer and the name servers do, and soon after `is_abandoned`
/// returns true, which a second thread calls. Throws NoAnswer or Abandoned.
Answer post(const Endpoint& endpoint, const Request& request,
            const std::function<bool()>& is_abandoned);

}  // namespace sinks::webhook
