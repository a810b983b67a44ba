#include "core/web/plugin_page.hpp"

#include <vex/cpp/text.hpp>

#include "core/log/log.hpp"

namespace core::web {
namespace {

std::vector<vex_pair> borrow(const Pairs& pairs) {
  std::vector<vex_pair> borrowed;
  borrowed.reserve(pairs.size());
  for (const auto& [key, value] : pairs) borrowed.push_back(vex::pair(key, value));
  return borrowed;
}

Response copy_of(const vex_route_response& answer) {
  Response response{.status = answer.status};
  if (answer.content_type.size > 0) response.content_type = vex::text(answer.content_type);
  for (std::size_t i = 0; i < answer.header_count; ++i) {
    const vex_pair& header = answer.headers[i];
    response.headers.emplace_back(vex::text(header.key), vex::text(header.value));
  }
  if (answer.body.size > 0) {
    response.body.assign(reinterpret_cast<const char*>(answer.body.data), answer.body.size);
  }
  return response;
}

}  // namespace

Response call_plugin(vex_route_handler handler, void* user, const Request& request) {
  const std::vector<vex_pair> query = borrow(request.query);
  const std::vector<vex_pair> headers = borrow(request.headers);
  const vex_route_request asked{
      .size = sizeof(vex_route_request),
      .reserved = 0,
      .method = {request.method.data(), request.method.size()},
      .path = {request.path.data(), request.path.size()},
      .query = query.data(),
      .query_count = query.size(),
      .headers = headers.data(),
      .header_count = headers.size(),
      .body = {reinterpret_cast<const std::uint8_t*>(request.body.data()), request.body.size()}};
  vex_route_response answer{};
  answer.size = sizeof answer;
  answer.status = 200;
  vex_error error{};
  if (handler(user, &asked, &answer, &error) != VEX_OK) {
    error.text[sizeof error.text - 1] = '\0';
    log::error("a plugin failed to answer a request",
               {{"path", request.path}, {"error", error.text}});
    return text_response(500, error.text);
  }
  // Always released, since copying may run out of memory.
  struct Release {
    vex_route_response& answer;
    ~Release() {
      if (answer.release != nullptr) answer.release(&answer);
    }
  } const release{answer};
  return copy_of(answer);
}

}  // namespace core::web
