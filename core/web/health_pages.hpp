// /-/healthy, /-/ready and /-/reload, for whoever restarts the exporter or sends it traffic.
#pragma once

#include "core/web/message.hpp"
#include "core/web/views.hpp"

namespace core::web {

/// 200 as long as the process answers.
[[nodiscard]] Response healthy_page(const Request& request);

/// 200 once all probes are scheduled, before that 503.
[[nodiscard]] Response ready_page(const Readiness& readiness);

/// POST /-/reload: 200 with what has changed; 400 with all that is wrong with the configuration, or
/// 500 where the exporter cannot do as it says: then all goes on as before.
[[nodiscard]] Response reload_page(Reloading& reloading);

}  // namespace core::web
