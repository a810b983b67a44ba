// What the parts of an exporter need from it: clock, log, snapshots, single runs.
#include "core/app/exporter_parts.hpp"

#include <vex/service/log.h>
#include <vex/cpp/text.hpp>

#include <chrono>
#include <utility>

#include "core/app/one_shot.hpp"
#include "core/log/log.hpp"
#include "core/web/probe_targets.hpp"

namespace core::app {
namespace {

std::int64_t nanos_now(auto clock) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(clock.now().time_since_epoch())
      .count();
}

log::Level level_of(std::uint32_t level) {
  if (level <= VEX_LOG_DEBUG) return log::Level::debug;
  if (level == VEX_LOG_INFO) return log::Level::info;
  return level == VEX_LOG_WARNING ? log::Level::warning : log::Level::error;
}

}  // namespace

Exporter::Parts::Parts(const plugin::Registry& plugins, config::ConfigPtr configuration,
                       LoadAgain load)
    : registry(plugins),
      load_again(std::move(load)),
      config(std::move(configuration)),
      file_config(config),
      loops(config->engine.threads),
      blocking(config->engine.blocking_threads),
      network(loops, blocking, {config->engine.quantum, config->engine.dns_servers}),
      hub(
          *this,
          [this](pipeline::OwnMetrics& metrics, const pipeline::Hub::Counts& counts) {
            add_exporter_metrics(metrics, counts, metric_sources());
          },
          [this] { return is_measurement_valid(loops); }),
      scheduler(loops, network, *this, hub, config->exporter.max_concurrent,
                config->engine.blocking_threads),
      sink_services(hub, routes),
      sinks([this](const config::Sink& sink) { return make_runner(sink); }),
      discovery(network.on(loops[0]), [this] { apply_discovered(); }) {
  reload_state.last_success_seconds = static_cast<double>(unix_now()) * 1e-9;
}

MetricSources Exporter::Parts::metric_sources() {
  return {registry,
          loops,
          sinks,
          outbox.get(),
          reload_state,
          [this] { return scheduler.runs_in_progress(); },
          [this] { return events.load(std::memory_order_relaxed); },
          discovery};
}

vex_time Exporter::Parts::now() const noexcept { return nanos_now(std::chrono::steady_clock{}); }

std::int64_t Exporter::Parts::unix_now() const noexcept {
  return nanos_now(std::chrono::system_clock{});
}

void Exporter::Parts::log(std::uint32_t level, const vex_target* target, std::string_view plugin,
                          std::string_view line) {
  if (target == nullptr) return log::write(level_of(level), line, {{"plugin", plugin}});
  log::write(
      level_of(level), line,
      {{"project", vex::text(target->project)}, {"id", vex::text(target->id)}, {"plugin", plugin}});
}

void Exporter::Parts::publish(const pipeline::TargetPtr& target, const vex_record& record) {
  const auto kept = std::make_shared<const pipeline::Record>(target, record);
  if (outbox) outbox->publish(kept);
  sinks.publish(kept);
}

std::vector<pipeline::RecordPtr> Exporter::Parts::claim_findings(const vex_target& target) {
  if (!outbox) return {};
  return outbox->claim(vex::text(target.project), vex::text(target.id));
}

void Exporter::Parts::count_events(std::uint64_t count) noexcept {
  events.fetch_add(count, std::memory_order_relaxed);
}

bool Exporter::Parts::has_module(std::string_view name) const {
  return module_of(*current(), name) != nullptr;
}

bool Exporter::Parts::permits(std::string_view url) const {
  return web::permits_probe(*current(), url);
}

web::StreamSnapshot Exporter::Parts::run_once(const web::ProbeRequest& request,
                                              std::stop_token cancelled) {
  const config::Stream stream = one_shot_stream(*current(), request);
  const auto snapshot = scheduler.check(stream, request.timeout, std::move(cancelled));
  if (!snapshot) return nullptr;
  return {snapshot, &snapshot->abi()};
}

/// Once true it stays true: streams added by a reload do not make the exporter unready, because it
/// still watches those it watched before.
bool Exporter::Parts::is_ready() const {
  if (!was_ready.load()) {
    was_ready.store(started.load() && discovery.has_begun() && scheduler.is_ready());
  }
  return was_ready.load();
}

}  // namespace core::app
