// vex/cpp/route.hpp - a page of the host's web server, served for as long as the object lives.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../service/http_route.h"
#include "host.hpp"

namespace vex {

/// Valid during the handler's call.
struct RouteRequest {
  std::string_view method;
  std::string_view path;
  std::span<const vex_pair> query;  // decoded, in order
  std::span<const vex_pair> headers;
  Bytes body;

  /// The first header with that name, ignoring case; empty if there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept {
    for (const vex_pair& pair : headers) {
      if (detail::equal_ignoring_case(detail::from_abi(pair.key), name)) {
        return detail::from_abi(pair.value);
      }
    }
    return {};
  }
};

struct RouteResponse {
  std::uint32_t status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers{};
  std::string body{};
};

/// Several requests may be handled at a time. If a handler throws, the host answers with an error.
/// [web-thread]
using RouteHandler = std::function<RouteResponse(const RouteRequest&)>;

/// Serves `path` (GET and HEAD) until it is destroyed; no handler runs after that. Throws if the
/// path is taken. [sink-thread]
class Route {
 public:
  Route(const vex_host& host, std::string path, RouteHandler handler)
      : host_(host),
        service_(detail::service<vex_http_route>(host, VEX_HTTP_ROUTE)),
        path_(std::move(path)),
        handler_(std::move(handler)) {
    detail::invoke(service_.add, &host_, detail::to_abi(path_), &Route::handle, &handler_);
  }
  Route(const Route&) = delete;
  Route& operator=(const Route&) = delete;
  ~Route() { service_.remove(&host_, detail::to_abi(path_)); }

 private:
  /// A response, and its headers in the form that the host reads.
  struct Answer {
    RouteResponse response;
    std::vector<vex_pair> headers{};
  };

  static vex_status handle(void* user, const vex_route_request* request,
                           vex_route_response* response, vex_error* error) {
    return detail::guard(error, [&] {
      const auto& handler = *static_cast<const RouteHandler*>(user);
      auto answer =
          std::make_unique<Answer>(Answer{handler({detail::from_abi(request->method),
                                                   detail::from_abi(request->path),
                                                   {request->query, request->query_count},
                                                   {request->headers, request->header_count},
                                                   detail::from_abi(request->body)})});
      for (const auto& [key, value] : answer->response.headers) {
        answer->headers.push_back(pair(key, value));
      }
      response->status = answer->response.status;
      response->content_type = detail::to_abi(answer->response.content_type);
      response->headers = answer->headers.data();
      response->header_count = answer->headers.size();
      response->body = detail::to_abi(std::as_bytes(std::span(answer->response.body)));
      response->release = [](vex_route_response* done) {
        delete static_cast<Answer*>(done->state);
      };
      response->state = answer.release();
    });
  }

  const vex_host& host_;
  const vex_http_route& service_;
  const std::string path_;
  RouteHandler handler_;
};

}  // namespace vex
