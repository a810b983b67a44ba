// Fetches one document over HTTP, for a thread that may wait.
#pragma once

#include <chrono>
#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "core/net/options.hpp"

namespace core::net {
class Net;
}

namespace core::discovery {

struct Query {
  std::string url;
  std::vector<net::Header> headers;    // in addition to those of the options
  std::chrono::nanoseconds timeout{};  // for the whole fetch
  std::size_t largest_body = 0;
};

struct Fetched {
  unsigned status = 0;  // 200 to 299, or 304
  std::string etag;     // empty: none
  std::string body;
};

/// Sends the request on the network's loop and waits for the response. Throws vex::Error with a
/// message that shows no secret. Not from an I/O thread.
[[nodiscard]] Fetched fetch(net::Net& net, const net::NetOptions& options, const Query& query,
                            const std::stop_token& cancelled);

}  // namespace core::discovery
