#include "core/app/exporter.hpp"

#include <vex/service/cancel.h>
#include <vex/service/clock.h>
#include <vex/service/http.h>
#include <vex/service/http_route.h>
#include <vex/service/log.h>
#include <vex/service/net.h>
#include <vex/service/snapshot.h>
#include <vex/service/task.h>
#include <vex/service/udp.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <atomic>
#include <chrono>
#include <vector>

#include "core/app/exporter_metrics.hpp"
#include "core/app/one_shot.hpp"
#include "core/app/sink_services.hpp"
#include "core/engine/blocking_pool.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/log/log.hpp"
#include "core/net/network.hpp"
#include "core/pipeline/hub.hpp"
#include "core/pipeline/record.hpp"
#include "core/pipeline/sink_runner.hpp"
#include "core/schedule/scheduler.hpp"
#include "core/web/pages.hpp"
#include "core/web/probe_targets.hpp"
#include "core/web/routes.hpp"
#include "core/web/server.hpp"

namespace core::app {
namespace {

constexpr auto patience_of_sinks = std::chrono::milliseconds(1000);

std::int64_t nanos_now(auto clock) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(clock.now().time_since_epoch())
      .count();
}

double unix_seconds() { return static_cast<double>(nanos_now(std::chrono::system_clock{})) * 1e-9; }

}  // namespace

std::vector<std::string> service_ids() {
  return {VEX_CANCEL, VEX_CLOCK,    VEX_HTTP, VEX_HTTP_ROUTE, VEX_LOG,
          VEX_NET,    VEX_SNAPSHOT, VEX_TASK, VEX_UDP};
}

/// In the order of their making; taken apart in reverse.
struct Exporter::Parts final : pipeline::Surroundings,
                               web::SnapshotSource,
                               web::ProbeRunner,
                               web::Readiness {
  Parts(const plugin::Registry& plugins, const config::Config& configuration)
      : registry(plugins),
        config(configuration),
        loops(config.engine.threads),
        blocking(config.engine.blocking_threads),
        network(loops, blocking, {config.engine.quantum, config.engine.dns_servers}),
        hub(
            *this,
            [this](pipeline::OwnMetrics& metrics, const pipeline::Hub::Counts& counts) {
              add_exporter_metrics(metrics, counts, sources());
            },
            [this] { return is_measurement_valid(loops); }),
        scheduler(loops, network, *this, hub, config.exporter.max_concurrent),
        sink_services(hub, routes) {}

  MetricSources sources() {
    return {registry,
            loops,
            sinks,
            [this] { return scheduler.runs_in_progress(); },
            [this] { return events.load(std::memory_order_relaxed); },
            config_loaded_seconds};
  }

  // pipeline::Surroundings
  vex_time now() const noexcept override { return nanos_now(std::chrono::steady_clock{}); }
  std::int64_t unix_now() const noexcept override { return nanos_now(std::chrono::system_clock{}); }
  void log(std::uint32_t level, const vex_target* target, std::string_view plugin,
           std::string_view line) override {
    const log::Level at = level <= VEX_LOG_DEBUG     ? log::Level::debug
                          : level == VEX_LOG_INFO    ? log::Level::info
                          : level == VEX_LOG_WARNING ? log::Level::warning
                                                     : log::Level::error;
    if (target == nullptr) return log::write(at, line, {{"plugin", plugin}});
    log::write(at, line,
               {{"project", vex::text(target->project)},
                {"id", vex::text(target->id)},
                {"plugin", plugin}});
  }
  void publish(const pipeline::TargetPtr& target, const vex_record& record) override {
    if (sinks.empty() || !publishing.load(std::memory_order_acquire)) return;
    const auto kept = std::make_shared<const pipeline::Record>(target, record);
    for (const auto& sink : sinks) sink->push(kept);
  }
  void count_events(std::uint64_t count) noexcept override {
    events.fetch_add(count, std::memory_order_relaxed);
  }

  // web::SnapshotSource
  const vex_snapshot* acquire() override { return hub.acquire(); }
  void release(const vex_snapshot* snapshot) override { pipeline::Hub::release(snapshot); }
  std::int64_t unix_time(vex_time time) const override { return unix_now() - (now() - time); }

  // web::ProbeRunner
  bool has_module(std::string_view name) const override {
    return module_of(config, name) != nullptr;
  }
  bool permits(std::string_view url) const override { return web::permits_probe(config, url); }
  web::StreamSnapshot run_once(const web::ProbeRequest& request,
                               std::stop_token cancelled) override {
    const config::Stream stream = one_shot_stream(config, request);
    const auto snapshot = scheduler.check(stream, request.timeout, std::move(cancelled));
    if (!snapshot) return nullptr;
    return {snapshot, &snapshot->abi()};
  }

  // web::Readiness
  bool is_ready() const override { return started.load() && scheduler.is_ready(); }

  const plugin::Registry& registry;
  const config::Config& config;
  const double config_loaded_seconds = unix_seconds();
  std::atomic<std::uint64_t> events{0};
  std::atomic<bool> publishing{false};  // `sinks` does not change while it is set
  std::atomic<bool> started{false};
  std::vector<std::unique_ptr<pipeline::SinkRunner>> sinks;
  engine::LoopPool loops;
  engine::BlockingPool blocking;
  net::Network network;
  pipeline::Hub hub;
  schedule::Scheduler scheduler;
  web::Routes routes;
  ExporterSinkServices sink_services;
  std::unique_ptr<web::Server> server;
};

Exporter::Exporter(const plugin::Registry& registry, const config::Config& config)
    : parts_(std::make_unique<Parts>(registry, config)) {}

Exporter::~Exporter() { stop(); }

void Exporter::start() {
  Parts& parts = *parts_;
  web::add_pages(parts.routes, {parts.config, parts, parts, parts});
  for (const config::Sink& sink : parts.config.sinks) {
    auto runner = std::make_unique<pipeline::SinkRunner>(sink.name, sink.settings, parts,
                                                         parts.sink_services);
    try {
      runner->start();
    } catch (const vex::Error& error) {
      throw std::runtime_error("the sink " + sink.name + " cannot start: " + error.what());
    }
    parts.sinks.push_back(std::move(runner));
  }
  parts.publishing.store(true, std::memory_order_release);
  web::Server::Options options;
  options.host = parts.config.exporter.listen_host;
  options.port = parts.config.exporter.listen_port;
  parts.server = std::make_unique<web::Server>(options, parts.routes);
  parts.server->start();
  parts.scheduler.start(parts.config.streams);
  parts.started.store(true);
}

void Exporter::stop() {
  if (!parts_) return;
  Parts& parts = *parts_;
  parts.scheduler.stop();
  parts.loops.stop();
  if (parts.server) parts.server->stop();
  parts.publishing.store(false, std::memory_order_release);
  for (auto& sink : parts.sinks) {
    // One whose thread hangs within its plugin keeps what it may still touch.
    if (!sink->stop(patience_of_sinks)) static_cast<void>(sink.release());
  }
  parts.sinks.clear();
  parts_.reset();
}

std::string Exporter::address() const { return parts_->server->address(); }

web::ProbeRunner& Exporter::probe_runner() noexcept { return *parts_; }

}  // namespace core::app
