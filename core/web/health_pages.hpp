// /-/healthy, /-/ready and /-/reload, for whoever restarts the exporter or sends it traffic.
#pragma once

#include "core/web/message.hpp"
#include "core/web/views.hpp"

namespace core::web {

/// 200 as long as the process answers.
[[nodiscard]] Response healthy_page(const Request& request);

/// 200 once all probes are scheduled, 503 before that.
[[nodiscard]] Response ready_page(const Readiness& readiness);

/// POST /-/reload: 200 with what has changed; 400 with all problems of the configuration; 500 if
/// the exporter cannot apply it. After a failure everything continues as before.
[[nodiscard]] Response reload_page(Reloading& reloading);

}  // namespace core::web
