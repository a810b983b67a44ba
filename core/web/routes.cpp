#include "core/web/routes.hpp"

#include <exception>
#include <shared_mutex>
#include <utility>

#include "core/log/log.hpp"
#include "core/web/plugin_page.hpp"

namespace core::web {

struct Routes::Route {
  Page page;
  Methods methods = Methods::reading;
  std::shared_mutex running;  // held shared by every call, exclusively by remove()
  bool is_removed = false;
};

namespace {

// No page loads anything from elsewhere, may be framed, or is worth caching.
const Pairs common_headers{
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
};

void add_common_headers(Response& response) {
  for (const auto& [name, value] : common_headers) {
    bool is_set = false;
    for (const auto& header : response.headers) is_set = is_set || header.first == name;
    if (!is_set) response.headers.emplace_back(name, value);
  }
}

Response call(const Page& page, const Request& request) {
  try {
    return page(request);
  } catch (const std::exception& e) {
    log::error("a page failed", {{"path", request.path}, {"error", e.what()}});
    return text_response(500, "The exporter failed to make this page; its log says how.");
  }
}

bool answers(Routes::Methods methods, const std::string& method) {
  if (methods == Routes::Methods::acting) return method == "POST" || method == "PUT";
  return method == "GET" || method == "HEAD";
}

Response method_not_allowed(Routes::Methods methods) {
  const bool acts = methods == Routes::Methods::acting;
  Response response = text_response(
      405, acts ? "This page answers POST and PUT." : "This page answers GET and HEAD.");
  response.headers.emplace_back("Allow", acts ? "POST, PUT" : "GET, HEAD");
  return response;
}

}  // namespace

Routes::Routes() = default;
Routes::~Routes() = default;

bool Routes::add(std::string path, Page page, Methods methods) {
  auto route = std::make_shared<Route>();
  route->page = std::move(page);
  route->methods = methods;
  const std::lock_guard lock(mutex_);
  return routes_.emplace(std::move(path), std::move(route)).second;
}

bool Routes::add(std::string path, vex_route_handler handler, void* user) {
  return add(std::move(path), [handler, user](const Request& request) {
    return call_plugin(handler, user, request);
  });
}

void Routes::remove(std::string_view path) {
  std::shared_ptr<Route> route;
  {
    const std::lock_guard lock(mutex_);
    const auto found = routes_.find(path);
    if (found == routes_.end()) return;
    route = std::move(found->second);
    routes_.erase(found);
  }
  const std::unique_lock alone(route->running);
  route->is_removed = true;  // for a call that found the route before it was erased
}

std::shared_ptr<Routes::Route> Routes::find(std::string_view path) const {
  const std::lock_guard lock(mutex_);
  const auto found = routes_.find(path);
  return found == routes_.end() ? nullptr : found->second;
}

Response Routes::answer(const Request& request) const {
  const auto answered = [&] {
    const std::shared_ptr<Route> route = find(request.path);
    if (route == nullptr) return text_response(404, "There is no such page. Try / or /metrics.");
    if (!answers(route->methods, request.method)) return method_not_allowed(route->methods);
    const std::shared_lock running(route->running);
    if (route->is_removed) return text_response(404, "This page was just removed.");
    return call(route->page, request);
  };
  Response response = answered();
  add_common_headers(response);
  return response;
}

}  // namespace core::web
