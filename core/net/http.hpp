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
  bool any_status = false;  // a status such as 404 is a result, not a failure
  bool upgrade = false;     // `headers` ask for an upgrade: 101 means success
  bool gzip = false;        // request gzip and decode it
  Nanos timeout{};          // until the response head is complete; 0: the configured one
};

// The body is read from `body`. Writing to it fails unless the connection was upgraded; then `body`
// is the connection itself. Once the body has been read to its end, close() keeps the connection
// for the next request. Must be destroyed before the client.
struct HttpResponse {
  unsigned status = 0;
  std::vector<Header> headers;
  Url final_url;  // after redirects
  std::unique_ptr<ByteStream> body;

  // The value of the first header with that name, ignoring case.
  std::optional<std::string_view> header(std::string_view name) const;
};

// HTTP/1.1 for one run. It keeps connections alive between requests for a while, follows up to five
// redirects, and sends the configured credentials and headers only to the host of `own`, the
// stream's URL. [strand]
class HttpClient {
 public:
  HttpClient(NetContext& context, Url own);
  ~HttpClient();

  // Returns once the response head is complete. Throws vex::Error with the reasons of connect(),
  // and auth, not_found, http_status, redirect, protocol, too_large, timeout. [suspends]
  HttpResponse send(const HttpRequest& request);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace core::net
