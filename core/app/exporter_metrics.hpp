// The exporter's metrics about itself.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "core/app/sink_set.hpp"
#include "core/discovery/discovery.hpp"
#include "core/outbox/outbox.hpp"
#include "core/pipeline/hub.hpp"
#include "core/pipeline/own_metrics.hpp"
#include "core/plugin/registry.hpp"

namespace core::engine {
class LoopPool;
}

namespace core::app {

/// The result of the last configuration reload. [thread-safe]
struct ReloadState {
  std::atomic<bool> successful{true};
  std::atomic<double> last_success_seconds{0};  // UNIX time
};

/// Where the figures come from; all of it outlives the creation of snapshots.
struct MetricSources {
  const plugin::Registry& registry;
  const engine::LoopPool& loops;
  const SinkSet& sinks;
  const outbox::Outbox* outbox;  // may be null
  const ReloadState& reload;
  std::function<std::size_t()> runs_in_progress;
  std::function<std::uint64_t()> events;
  const discovery::Discovery& discovery;
};

/// Whether all loops are punctual enough to judge streams. [thread-safe]
[[nodiscard]] bool is_measurement_valid(const engine::LoopPool& loops);

/// [thread-safe]
void add_exporter_metrics(pipeline::OwnMetrics& metrics, const pipeline::Hub::Counts& counts,
                          const MetricSources& sources);

}  // namespace core::app
