// The usual process_* metrics, from /proc.
#pragma once

#include "core/pipeline/own_metrics.hpp"

namespace core::app {

/// Adds those that the system tells; what it does not tell is absent. [thread-safe]
void add_process_metrics(pipeline::OwnMetrics& metrics);

}  // namespace core::app
