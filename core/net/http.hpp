#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/net/byte_stream.hpp"
#include "core/net/options.hpp"
#include "core/net/url.hpp"

namespace core::net {

class NetContext;

struct HttpRequest {
  std::string method = "GET";
  Url url;  // http, https, ws, wss, file
  std::vector<Header> headers;
  std::string body;
  bool any_status = false;  // a status like 404 is an answer, not a failure
  bool upgrade = false;     // `headers` ask for an upgrade: 101 is the success
  bool gzip = false;        // asked for, and taken apart
  Nanos timeout{};          // until the head of the response is in; 0: the configured one
};

// The body is read from `body`; writing to it fails unless the connection was upgraded, when it is
// the connection itself. Once it has been read to its end, close() keeps the connection for the
// next request. Goes before the client.
struct HttpResponse {
  unsigned status = 0;
  std::vector<Header> headers;
  Url final_url;  // after redirects
  std::unique_ptr<ByteStream> body;

  // The value of the first header of that name, in any case.
  std::optional<std::string_view> header(std::string_view name) const;
};

// HTTP/1.1 for one run: it keeps connections alive between requests for a while, follows up to five
// redirects, and sends the credentials and headers of the options to the host of `own`, the
// stream's URL, and to no other. [strand]
class HttpClient {
 public:
  HttpClient(NetContext& context, Url own);
  ~HttpClient();

  // Returns when the head of the response is in. Throws vex::Error with the reason: those of
  // connect(), and auth, not_found, http_status, redirect, protocol, too_large, timeout.
  // [suspends]
  HttpResponse send(const HttpRequest& request);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace core::net
