#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/net/byte_stream.hpp"
#include "core/net/connect.hpp"
#include "core/net/http_head.hpp"

namespace core::net {

// A connection that carries one request after another. [strand]
class HttpConnection {
 public:
  HttpConnection(Peer peer, std::unique_ptr<ByteStream> stream);

  // Sends a request and reads the head of its response, skipping interim responses (RFC 9110
  // section 15.2). Returns nothing if the peer closed the connection without answering, as it may
  // do with a kept-alive connection. Throws vex::Error: timeout, closed, protocol, too_large.
  // [suspends]
  std::optional<HttpHead> ask(std::string_view request, bool has_body, Nanos timeout);

  const Peer& peer() const { return peer_; }
  ByteStream& stream() { return *stream_; }

 private:
  bool read_head(std::string& text, Time deadline);

  Peer peer_;
  std::unique_ptr<ByteStream> stream_;
};

}  // namespace core::net
