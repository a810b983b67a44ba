#include "core/app/exporter.hpp"

#include <vex/service/cancel.h>
#include <vex/service/clock.h>
#include <vex/service/delivery.h>
#include <vex/service/http.h>
#include <vex/service/http_route.h>
#include <vex/service/log.h>
#include <vex/service/net.h>
#include <vex/service/outbox.h>
#include <vex/service/own_io.h>
#include <vex/service/snapshot.h>
#include <vex/service/task.h>
#include <vex/service/udp.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <utility>

#include "core/app/config_file.hpp"
#include "core/app/exporter_metrics.hpp"
#include "core/app/one_shot.hpp"
#include "core/app/reloaded.hpp"
#include "core/app/sink_services.hpp"
#include "core/app/sink_set.hpp"
#include "core/app/state_directory.hpp"
#include "core/config/changes.hpp"
#include "core/config/problem.hpp"
#include "core/discovery/discovery.hpp"
#include "core/engine/blocking_pool.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/log/log.hpp"
#include "core/net/network.hpp"
#include "core/outbox/outbox.hpp"
#include "core/pipeline/hub.hpp"
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

bool is_durable(const config::Sink& sink) {
  return (sink.settings->plugin().sink->flags & VEX_SINK_DURABLE) != 0;
}

double unix_seconds() { return static_cast<double>(nanos_now(std::chrono::system_clock{})) * 1e-9; }

}  // namespace

std::vector<std::string> service_ids() {
  return {VEX_CANCEL, VEX_CLOCK,  VEX_DELIVERY, VEX_HTTP,     VEX_HTTP_ROUTE, VEX_LOG,
          VEX_NET,    VEX_OUTBOX, VEX_OWN_IO,   VEX_SNAPSHOT, VEX_TASK,       VEX_UDP};
}

/// In the order of their making; taken apart in reverse.
struct Exporter::Parts final : pipeline::Surroundings,
                               web::SnapshotSource,
                               web::ProbeRunner,
                               web::Readiness,
                               web::Reloading {
  Parts(const plugin::Registry& plugins, config::ConfigPtr configuration, LoadAgain load)
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
              add_exporter_metrics(metrics, counts, sources());
            },
            [this] { return is_measurement_valid(loops); }),
        scheduler(loops, network, *this, hub, config->exporter.max_concurrent,
                  config->engine.blocking_threads),
        sink_services(hub, routes),
        sinks([this](const config::Sink& sink) { return make_runner(sink); }),
        discovery(network.on(loops[0]), [this] { apply_discovered(); }) {
    reload_state.last_success_seconds = unix_seconds();
  }

  MetricSources sources() {
    return {registry,
            loops,
            sinks,
            outbox.get(),
            reload_state,
            [this] { return scheduler.runs_in_progress(); },
            [this] { return events.load(std::memory_order_relaxed); },
            discovery};
  }

  /// The configuration in use. [thread-safe]
  config::ConfigPtr current() const {
    const std::lock_guard lock(config_mutex);
    return config;
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
    const auto kept = std::make_shared<const pipeline::Record>(target, record);
    if (outbox) outbox->publish(kept);
    sinks.publish(kept);
  }
  std::vector<pipeline::RecordPtr> claim_findings(const vex_target& target) override {
    if (!outbox) return {};
    return outbox->claim(vex::text(target.project), vex::text(target.id));
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
    return module_of(*current(), name) != nullptr;
  }
  bool permits(std::string_view url) const override { return web::permits_probe(*current(), url); }
  web::StreamSnapshot run_once(const web::ProbeRequest& request,
                               std::stop_token cancelled) override {
    const config::Stream stream = one_shot_stream(*current(), request);
    const auto snapshot = scheduler.check(stream, request.timeout, std::move(cancelled));
    if (!snapshot) return nullptr;
    return {snapshot, &snapshot->abi()};
  }

  // web::Readiness: once ready, a reload does not take that back, for what was watched still is.
  bool is_ready() const override {
    if (!was_ready.load()) {
      was_ready.store(started.load() && discovery.has_begun() && scheduler.is_ready());
    }
    return was_ready.load();
  }

  // web::Reloading
  Answer reload() override;
  void apply(config::Config next, Reloaded& reloaded);
  void follow_sources();
  void apply_discovered();
  schedule::Scheduler::Changes watch_all();

  SinkSet::Runner make_runner(const config::Sink& sink);
  void run_sinks(const std::vector<config::Sink>& list, SinkSet::Changes& changes);

  const plugin::Registry& registry;
  const LoadAgain load_again;
  mutable std::mutex config_mutex;
  config::ConfigPtr config;       // with the streams that were discovered
  config::ConfigPtr file_config;  // without them; of whoever holds the next
  std::mutex reload_mutex;        // held while anything of the below is started, changed or stopped
  bool stopped = false;
  ReloadState reload_state;
  std::atomic<std::uint64_t> events{0};
  std::atomic<bool> started{false};
  mutable std::atomic<bool> was_ready{false};
  engine::LoopPool loops;
  engine::BlockingPool blocking;
  net::Network network;
  pipeline::Hub hub;
  schedule::Scheduler scheduler;
  web::Routes routes;
  ExporterSinkServices sink_services;
  std::unique_ptr<outbox::Outbox> outbox;  // null before the start
  SinkSet sinks;
  std::shared_ptr<ConfigFile> config_file;
  discovery::Discovery discovery;
  std::unique_ptr<web::Server> server;
};

web::Reloading::Answer Exporter::Parts::reload() {
  const std::lock_guard one_at_a_time(reload_mutex);
  if (stopped) return {false, false, "The exporter is stopping."};
  Answer answer;
  try {
    Reloaded reloaded;
    apply(load_again(*current()), reloaded);
    answer = {true, false, text_of(reloaded)};
    log_reload(reloaded);
    reload_state.last_success_seconds = unix_seconds();
  } catch (const config::InvalidConfig& error) {
    answer = {false, true, error.what()};
  } catch (const std::exception& error) {
    answer = {false, false, error.what()};
  }
  if (!answer.is_done) log_failed_reload(answer.text);
  reload_state.successful = answer.is_done;
  return answer;
}

/// Sinks come first: they may refuse, streams cannot.
void Exporter::Parts::apply(config::Config next, Reloaded& reloaded) {
  reloaded.kept = config::keep_until_restart(*current(), next);
  run_sinks(next.sinks, reloaded.sinks);
  network.forget_certificates();
  scheduler.set_max_concurrent(next.exporter.max_concurrent);
  file_config = std::make_shared<const config::Config>(std::move(next));
  follow_sources();
  reloaded.streams = watch_all();
}

void Exporter::Parts::follow_sources() {
  if (!file_config->exporter.watch_config || !load_again) {
    config_file.reset();
  } else if (!config_file) {
    const auto is_in_use = [this](std::size_t fingerprint) {
      return reload_state.successful && current()->fingerprint == fingerprint;
    };
    config_file = std::make_shared<ConfigFile>(file_config->file, is_in_use,
                                               [this] { static_cast<void>(reload()); });
  }
  discovery.configure(file_config->discovery, config_file);
}

/// The streams of the file and those that were discovered.
schedule::Scheduler::Changes Exporter::Parts::watch_all() {
  config::ConfigPtr next = file_config;
  if (!next->discovery.files.empty() || !next->discovery.urls.empty()) {
    config::Config all = *next;
    all.streams = discovery.streams(*next);
    next = std::make_shared<const config::Config>(std::move(all));
  }
  {
    const std::lock_guard lock(config_mutex);
    config = next;
  }
  return scheduler.watch(schedule::StreamList(next, &next->streams));
}

void Exporter::Parts::apply_discovered() {
  const std::lock_guard one_at_a_time(reload_mutex);
  if (stopped) return;
  log_discovered(watch_all());
}

SinkSet::Runner Exporter::Parts::make_runner(const config::Sink& sink) {
  if (!is_durable(sink)) {
    return std::make_unique<pipeline::SinkRunner>(sink.name, sink.settings, *this, sink_services);
  }
  outbox::Lane& lane = outbox->lane(sink.name, sink.settings->plugin().sink->wants);
  return std::make_unique<pipeline::SinkRunner>(sink.name, sink.settings, *this, sink_services,
                                                lane);
}

void Exporter::Parts::run_sinks(const std::vector<config::Sink>& list, SinkSet::Changes& changes) {
  changes = sinks.run(list);
  std::vector<std::string> durable;
  for (const config::Sink& sink : list) {
    if (is_durable(sink)) durable.push_back(sink.name);
  }
  if (!durable.empty() && !outbox->has_directory()) {
    log::warning(
        "there is no state directory: what a sink has not delivered is lost when the exporter "
        "ends, "
        "and what it has delivered may be told again; set exporter.state_dir");
  }
  outbox->keep_only(durable);
}

Exporter::Exporter(const plugin::Registry& registry, config::Config config, LoadAgain load_again)
    : parts_(std::make_unique<Parts>(registry,
                                     std::make_shared<const config::Config>(std::move(config)),
                                     std::move(load_again))) {}

Exporter::~Exporter() { stop(); }

void Exporter::start() {
  Parts& parts = *parts_;
  const std::lock_guard lock(parts.reload_mutex);
  const config::ConfigPtr config = parts.current();
  web::add_pages(parts.routes, {*config, parts, parts, parts, parts});
  parts.outbox = std::make_unique<outbox::Outbox>(
      outbox::Options{.directory = state_directory(config->exporter),
                      .knows_all_streams = [&parts] { return parts.discovery.has_lists(); }},
      parts.registry, parts);
  SinkSet::Changes changes;
  parts.run_sinks(config->sinks, changes);
  parts.outbox->start();
  web::Server::Options options;
  options.host = config->exporter.listen_host;
  options.port = config->exporter.listen_port;
  parts.server = std::make_unique<web::Server>(options, parts.routes);
  parts.server->start();
  parts.follow_sources();
  parts.watch_all();
  parts.started.store(true);
}

void Exporter::reload() { static_cast<void>(parts_->reload()); }

void Exporter::stop() {
  if (!parts_) return;
  Parts& parts = *parts_;
  {
    const std::lock_guard lock(parts.reload_mutex);
    parts.stopped = true;
  }
  parts.discovery.stop();
  parts.scheduler.stop();
  parts.loops.stop();
  if (parts.server) parts.server->stop();
  const bool all_ended = parts.sinks.stop(patience_of_sinks);
  if (parts.outbox) parts.outbox->stop();
  if (!all_ended) return static_cast<void>(parts_.release());
  parts_.reset();
}

std::string Exporter::address() const { return parts_->server->address(); }

web::ProbeRunner& Exporter::probe_runner() noexcept { return *parts_; }

}  // namespace core::app
