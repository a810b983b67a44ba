// Who answers which path.
#pragma once

#include <vex/service/http_route.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "core/web/message.hpp"

namespace core::web {

using Page = std::function<Response(const Request&)>;

/// Pages of the exporter, and those that sinks add and remove while the server runs.
class Routes {
 public:
  Routes();
  ~Routes();

  /// What a page answers beyond its meaning: GET and HEAD, or POST and PUT.
  enum class Methods { reading = 1, acting };

  /// False when the path is taken. [thread-safe]
  bool add(std::string path, Page page, Methods methods = Methods::reading);

  /// A plugin's page: what it answers is copied and released before it is sent, so that a slow
  /// client holds nothing of the plugin's. [thread-safe]
  bool add(std::string path, vex_route_handler handler, void* user);

  /// Waits for the page's running calls, and none begins any more. Not from within that page.
  void remove(std::string_view path);  // [thread-safe], waits

  /// What a client gets: HEAD, unknown paths and methods, a page that throws, and the headers that
  /// every answer carries are taken care of here. [thread-safe]
  [[nodiscard]] Response answer(const Request& request) const;

 private:
  struct Route;
  [[nodiscard]] std::shared_ptr<Route> find(std::string_view path) const;

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Route>, std::less<>> routes_;
};

}  // namespace core::web
