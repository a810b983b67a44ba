// A page served by a plugin.
#pragma once

#include <vex/service/http_route.h>

#include "core/web/message.hpp"

namespace core::web {

/// Calls the plugin, copies its response and releases it. [web-thread]
[[nodiscard]] Response call_plugin(vex_route_handler handler, void* user, const Request& request);

}  // namespace core::web
