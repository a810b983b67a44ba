// vex/cpp/host.hpp - the host's services, with exceptions for failures and owning types for
// resources.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "../service/clock.h"
#include "../service/http.h"
#include "../service/log.h"
#include "../service/net.h"
#include "error.hpp"
#include "stream.hpp"
#include "text.hpp"

namespace vex {

namespace detail {

template <class Service>
const Service& service(const vex_host& host, const char* id) {
  if (const void* found = host.service(&host, id)) return *static_cast<const Service*>(found);
  throw Error(VEX_E_UNSUPPORTED, std::string("this host has no service ") + id);
}

inline bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace detail

/// Connects over TCP, or TLS with VEX_NET_TLS. [suspends]
inline Stream connect(const vex_host& host, std::string_view name, std::uint32_t port,
                      std::uint32_t flags = 0, Nanos timeout = {}) {
  vex_stream* stream = nullptr;
  detail::invoke(detail::service<vex_net>(host, VEX_NET).connect, &host, detail::to_abi(name), port,
                 flags, timeout.count(), &stream);
  return Stream(stream);
}

/// A request; fields left empty have the meaning described in vex/service/http.h.
struct HttpRequest {
  std::string_view method{};
  std::string_view url{};
  std::span<const vex_pair> headers{};
  Bytes body{};
  std::uint32_t flags = 0;
  Nanos timeout{};
  std::string_view base{};
};

/// A response whose head has arrived. Its texts are valid for as long as it lives.
class HttpResponse {
 public:
  explicit HttpResponse(const vex_http_response& response) noexcept
      : response_(response), body_(response.body) {}

  [[nodiscard]] unsigned status() const noexcept { return response_.status; }
  [[nodiscard]] std::string_view final_url() const noexcept {
    return detail::from_abi(response_.final_url);
  }

  /// The first header with that name, ignoring case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const noexcept {
    for (const vex_pair& pair : std::span(response_.headers, response_.header_count)) {
      if (detail::equal_ignoring_case(detail::from_abi(pair.key), name)) {
        return detail::from_abi(pair.value);
      }
    }
    return std::nullopt;
  }

  [[nodiscard]] Stream& body() noexcept { return body_; }

 private:
  const vex_http_response& response_;
  Stream body_;
};

/// [suspends]
inline HttpResponse http(const vex_host& host, const HttpRequest& request = {}) {
  const vex_http_request abi{sizeof(vex_http_request),       request.flags,
                             detail::to_abi(request.method), detail::to_abi(request.url),
                             request.headers.data(),         request.headers.size(),
                             detail::to_abi(request.body),   detail::to_abi(request.base)};
  const vex_http_response* response = nullptr;
  detail::invoke(detail::service<vex_http>(host, VEX_HTTP).send, &host, &abi,
                 request.timeout.count(), &response);
  return HttpResponse(*response);
}

inline void log(const vex_host& host, std::uint32_t level, std::string_view line) {
  detail::service<vex_log>(host, VEX_LOG).write(&host, level, detail::to_abi(line));
}

}  // namespace vex
