// /-/healthy and /-/ready, for whoever restarts the exporter or sends it traffic.
#pragma once

#include "core/web/message.hpp"
#include "core/web/views.hpp"

namespace core::web {

/// 200 as long as the process answers.
[[nodiscard]] Response healthy_page(const Request& request);

/// 200 once all probes are scheduled, before that 503.
[[nodiscard]] Response ready_page(const Readiness& readiness);

}  // namespace core::web
