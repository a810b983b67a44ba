// A request and its response, independent of the transport.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::web {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::string path = "/";
  Pairs query{};  // decoded, in order; keys may repeat
  Pairs headers{};
  std::string body{};
  std::stop_token cancelled{};  // stops when the server does; a waiting page must respect it

  /// The first value of a key. nullptr if there is none.
  [[nodiscard]] const std::string* query_value(std::string_view key) const;

  /// The first header with that name, ignoring case. nullptr if there is none.
  [[nodiscard]] const std::string* header(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  Pairs headers{};
  std::string body{};
};

/// A short response for people at a terminal.
[[nodiscard]] Response text_response(unsigned status, std::string sentence);

}  // namespace core::web
