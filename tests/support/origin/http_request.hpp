#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace origin {

/// The longest request head that the origin reads.
inline constexpr std::size_t most_request_bytes = 64 * 1024;

/// An HTTP/1.1 request without a body.
struct HttpRequest {
  std::string head;  // as it came, without the empty line
  std::string method;
  std::string path;
  std::string query;

  /// A header's value by its name, or nothing.
  std::optional<std::string> header(std::string_view name) const;
};

/// Takes a request off the front of what was received, once its head is complete. A malformed
/// request has an empty method.
std::optional<HttpRequest> take_request(std::string& received);

/// Whether the request's Authorization is that of user:password (RFC 7617).
bool is_authorized(const HttpRequest& request, std::string_view user_password);

/// A whole response with a short text as its body, after which the connection closes.
std::string text_response(unsigned status, std::string_view extra_headers, std::string_view text);

std::string_view reason_phrase(unsigned status);

}  // namespace origin
