// The exporter's metrics about itself.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/pipeline/hub.hpp"
#include "core/pipeline/own_metrics.hpp"
#include "core/pipeline/sink_runner.hpp"
#include "core/plugin/registry.hpp"

namespace core::engine {
class LoopPool;
}

namespace core::app {

/// Where the figures come from; all of it outlives the snapshots' making.
struct MetricSources {
  const plugin::Registry& registry;
  const engine::LoopPool& loops;
  const std::vector<std::unique_ptr<pipeline::SinkRunner>>& sinks;
  std::function<std::size_t()> runs_in_progress;
  std::function<std::uint64_t()> events;
  double config_loaded_seconds;  // UNIX time
};

/// Whether no loop is so late that streams cannot be judged. [thread-safe]
[[nodiscard]] bool is_measurement_valid(const engine::LoopPool& loops);

/// [thread-safe]
void add_exporter_metrics(pipeline::OwnMetrics& metrics, const pipeline::Hub::Counts& counts,
                          const MetricSources& sources);

}  // namespace core::app
