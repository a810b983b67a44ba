// Maps paths to pages.
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

/// The pages of the exporter, and those that sinks add and remove while the server runs.
class Routes {
 public:
  Routes();
  ~Routes();

  /// The methods that a page accepts: GET and HEAD, or POST and PUT.
  enum class Methods { reading = 1, acting };

  /// False if the path is taken. [thread-safe]
  bool add(std::string path, Page page, Methods methods = Methods::reading);

  /// A plugin's page: its response is copied and released before it is sent, so that a slow client
  /// holds nothing of the plugin. [thread-safe]
  bool add(std::string path, vex_route_handler handler, void* user);

  /// Waits for running calls of the page; no new ones start. Not from within that page.
  void remove(std::string_view path);  // [thread-safe], waits

  /// The response for a client. Handles HEAD, unknown paths and methods, pages that throw, and the
  /// headers of every response. [thread-safe]
  [[nodiscard]] Response answer(const Request& request) const;

 private:
  struct Route;
  [[nodiscard]] std::shared_ptr<Route> find(std::string_view path) const;

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Route>, std::less<>> routes_;
};

}  // namespace core::web
