#include "core/app/exporter_metrics.hpp"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <string>
#include <utility>

#include "core/app/process_metrics.hpp"
#include "core/app/version.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/schedule/watcher.hpp"

namespace core::app {
namespace {

using Family = pipeline::OwnMetrics::Family;

constexpr Family build_info{"video_exporter_build_info", VEX_OWN_INFO, "",
                            "Version, commit and compiler of the exporter."};
constexpr Family streams{"video_exporter_streams", VEX_OWN_GAUGE, "", "Streams by their state."};
constexpr Family runs{"video_exporter_runs_in_progress", VEX_OWN_GAUGE, "",
                      "Runs of probes in progress."};
constexpr Family valid{"video_exporter_measurement_valid", VEX_OWN_GAUGE, "",
                       "0 while the exporter is overloaded and judges no stream."};
constexpr Family lag{"video_exporter_loop_lag_seconds", VEX_OWN_HISTOGRAM, "seconds",
                     "How late an I/O thread handled what was due."};
constexpr Family events{"video_exporter_events_total", VEX_OWN_COUNTER, "",
                        "Events that probes and analyzers have emitted."};
constexpr Family queue{"video_exporter_sink_queue_length", VEX_OWN_GAUGE, "",
                       "Transitions waiting for a sink."};
constexpr Family queue_age{"video_exporter_sink_queue_age_seconds", VEX_OWN_GAUGE, "seconds",
                           "Age of the oldest transition that waits for a durable sink; 0: none "
                           "does."};
constexpr Family dropped{"video_exporter_sink_dropped_total", VEX_OWN_COUNTER, "",
                         "Transitions that were dropped because a sink was too slow."};
constexpr Family deliveries{"video_exporter_webhook_deliveries_total", VEX_OWN_COUNTER, "",
                            "Requests to receivers of alerts, by result."};
constexpr Family durable{"video_exporter_state_durable", VEX_OWN_GAUGE, "",
                         "Whether findings and undelivered transitions survive a restart now."};
constexpr Family set_aside{"video_exporter_state_set_aside_total", VEX_OWN_COUNTER, "",
                           "State files that could not be read and were renamed."};
constexpr Family lost{"video_exporter_state_lost_total", VEX_OWN_COUNTER, "",
                      "Transitions that came faster than they could be written."};
constexpr Family plugin_info{"video_exporter_plugin_info", VEX_OWN_INFO, "",
                             "The plugins that are loaded."};
constexpr Family reload_ok{"video_exporter_config_last_reload_successful", VEX_OWN_GAUGE, "",
                           "Whether the configuration was last read without an error."};
constexpr Family reload_time{"video_exporter_config_last_reload_success_timestamp_seconds",
                             VEX_OWN_GAUGE, "seconds",
                             "When the configuration was last read without an error."};

constexpr Family discovered{"video_exporter_discovery_streams", VEX_OWN_GAUGE, "",
                            "Streams found by a source of discovery."};
constexpr Family refused{"video_exporter_discovery_refused_targets", VEX_OWN_GAUGE, "",
                         "Targets of the last list that could not be turned into a stream."};
constexpr Family discovery_failures{"video_exporter_discovery_failures_total", VEX_OWN_COUNTER, "",
                                    "Failed attempts to read a source of discovery."};
constexpr Family discovery_success{"video_exporter_discovery_last_success_timestamp_seconds",
                                   VEX_OWN_GAUGE, "seconds",
                                   "When a source of discovery was last read without an error."};

void add_discovery(pipeline::OwnMetrics& metrics, const discovery::Discovery& discovery) {
  const auto figures = discovery.figures();
  const auto add = [&](const Family& family, auto value) {
    for (const auto& row : figures) metrics.add(family, value(row), {{"source", row.source}});
  };
  add(discovered, [](const auto& row) { return static_cast<double>(row.streams); });
  add(refused, [](const auto& row) { return static_cast<double>(row.refused); });
  add(discovery_failures, [](const auto& row) { return static_cast<double>(row.asking.failures); });
  for (const auto& row : figures) {
    if (row.asking.last_success_seconds == 0) continue;
    metrics.add(discovery_success, row.asking.last_success_seconds, {{"source", row.source}});
  }
}

void add_lag(pipeline::OwnMetrics& metrics, const engine::LoopPool& loops) {
  for (std::size_t i = 0; i < loops.size(); ++i) {
    const engine::LagMeter::Reading reading = loops[i].lag().read();
    std::vector<std::uint64_t> cumulative(reading.counts.begin(), reading.counts.end());
    std::partial_sum(cumulative.begin(), cumulative.end(), cumulative.begin());
    metrics.add_histogram(lag, engine::LagMeter::bounds_seconds, std::move(cumulative),
                          reading.sum_seconds, {{"thread", std::to_string(i)}});
  }
}

double seconds_since(std::int64_t unix_time) {
  const auto now = std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch());
  return std::max(0.0,
                  std::chrono::duration<double>(now - std::chrono::nanoseconds(unix_time)).count());
}

void add_age(pipeline::OwnMetrics& metrics, const pipeline::SinkRunner& sink) {
  if (sink.durable_queue() == nullptr) return;
  const std::int64_t oldest = sink.durable_queue()->oldest();
  metrics.add(queue_age, oldest == 0 ? 0 : seconds_since(oldest), {{"sink", sink.name()}});
}

void add_deliveries(pipeline::OwnMetrics& metrics, const pipeline::SinkRunner& sink) {
  constexpr std::pair<std::uint32_t, const char*> results[] = {
      {VEX_DELIVERY_DELIVERED, "delivered"},
      {VEX_DELIVERY_RETRIED, "retried"},
      {VEX_DELIVERY_REJECTED, "rejected"},
      {VEX_DELIVERY_EXPIRED, "expired"}};
  if (sink.durable_queue() == nullptr) return;
  for (const auto& [result, word] : results) {
    metrics.add(deliveries, static_cast<double>(sink.deliveries().of(result)),
                {{"sink", sink.name()}, {"result", word}});
  }
}

}  // namespace

bool is_measurement_valid(const engine::LoopPool& loops) {
  for (std::size_t i = 0; i < loops.size(); ++i) {
    if (!schedule::can_judge(loops[i])) return false;
  }
  return true;
}

void add_exporter_metrics(pipeline::OwnMetrics& metrics, const pipeline::Hub::Counts& counts,
                          const MetricSources& sources) {
  metrics.add(build_info, 1,
              {{"version", version()}, {"revision", revision()}, {"compiler", compiler()}});
  metrics.add(streams, static_cast<double>(counts.up), {{"state", "up"}});
  metrics.add(streams, static_cast<double>(counts.down), {{"state", "down"}});
  metrics.add(streams, static_cast<double>(counts.unknown), {{"state", "unknown"}});
  metrics.add(runs, static_cast<double>(sources.runs_in_progress()));
  metrics.add(valid, is_measurement_valid(sources.loops) ? 1 : 0);
  add_lag(metrics, sources.loops);
  metrics.add(events, static_cast<double>(sources.events()));
  sources.sinks.for_each([&](const pipeline::SinkRunner& sink) {
    metrics.add(queue, static_cast<double>(sink.queue_length()), {{"sink", sink.name()}});
  });
  sources.sinks.for_each([&](const pipeline::SinkRunner& sink) { add_age(metrics, sink); });
  sources.sinks.for_each([&](const pipeline::SinkRunner& sink) {
    metrics.add(dropped, static_cast<double>(sink.dropped()), {{"sink", sink.name()}});
  });
  sources.sinks.for_each([&](const pipeline::SinkRunner& sink) { add_deliveries(metrics, sink); });
  if (sources.outbox != nullptr && sources.outbox->has_directory()) {
    metrics.add(durable, sources.outbox->is_durable() ? 1 : 0);
    metrics.add(set_aside, static_cast<double>(sources.outbox->set_aside()));
    metrics.add(lost, static_cast<double>(sources.outbox->lost()));
  }
  for (const plugin::Entry& entry : sources.registry.plugins()) {
    metrics.add(plugin_info, 1,
                {{"id", entry.plugin->id},
                 {"version", entry.plugin->version},
                 {"kind", plugin::name_of(entry.kind)}});
  }
  metrics.add(reload_ok, sources.reload.successful ? 1 : 0);
  metrics.add(reload_time, sources.reload.last_success_seconds);
  add_discovery(metrics, sources.discovery);
  add_process_metrics(metrics);
}

}  // namespace core::app
