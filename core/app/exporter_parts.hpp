// The parts of an exporter. Only the sources of Exporter include this.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/app/config_file.hpp"
#include "core/app/exporter.hpp"
#include "core/app/exporter_metrics.hpp"
#include "core/app/reloaded.hpp"
#include "core/app/sink_services.hpp"
#include "core/app/sink_set.hpp"
#include "core/discovery/discovery.hpp"
#include "core/engine/blocking_pool.hpp"
#include "core/engine/loop_pool.hpp"
#include "core/net/network.hpp"
#include "core/outbox/outbox.hpp"
#include "core/pipeline/hub.hpp"
#include "core/schedule/scheduler.hpp"
#include "core/web/routes.hpp"
#include "core/web/server.hpp"
#include "core/web/views.hpp"

namespace core::app {

/// The parts are declared in the order in which they are created, and destroyed in reverse.
struct Exporter::Parts final : pipeline::Surroundings,
                               web::SnapshotSource,
                               web::ProbeRunner,
                               web::Readiness,
                               web::Reloading {
  Parts(const plugin::Registry& plugins, config::ConfigPtr configuration, LoadAgain load);

  /// The configuration in use. [thread-safe]
  config::ConfigPtr current() const {
    const std::lock_guard lock(config_mutex);
    return config;
  }

  // pipeline::Surroundings
  vex_time now() const noexcept override;
  std::int64_t unix_now() const noexcept override;
  void log(std::uint32_t level, const vex_target* target, std::string_view plugin,
           std::string_view line) override;
  void publish(const pipeline::TargetPtr& target, const vex_record& record) override;
  std::vector<pipeline::RecordPtr> claim_findings(const vex_target& target) override;
  void count_events(std::uint64_t count) noexcept override;

  // web::SnapshotSource
  const vex_snapshot* acquire() override { return hub.acquire(); }
  void release(const vex_snapshot* snapshot) override { pipeline::Hub::release(snapshot); }
  std::int64_t unix_time(vex_time time) const override { return unix_now() - (now() - time); }

  // web::ProbeRunner
  bool has_module(std::string_view name) const override;
  bool permits(std::string_view url) const override;
  web::StreamSnapshot run_once(const web::ProbeRequest& request,
                               std::stop_token cancelled) override;

  // web::Readiness
  bool is_ready() const override;

  // web::Reloading
  Answer reload() override;

  // Except at start-up, the rest is called by the holder of `reload_mutex`.

  /// Makes `next` the configuration in use, and records what that changes. Throws if a sink
  /// refuses; nothing has changed then.
  void apply(config::Config next, Reloaded& reloaded);

  /// Watches the configuration file for changes, if it asks for that, and its discovery sources.
  void follow_sources();

  /// Passes the streams of the file and the discovered ones to the scheduler.
  schedule::Scheduler::Changes watch_all();

  void run_sinks(const std::vector<config::Sink>& list, SinkSet::Changes& changes);

  /// Takes the lock itself. [discovery's thread]
  void apply_discovered();

  SinkSet::Runner make_runner(const config::Sink& sink);
  MetricSources metric_sources();

  const plugin::Registry& registry;
  const LoadAgain load_again;
  mutable std::mutex config_mutex;
  config::ConfigPtr config;       // including discovered streams; guarded by config_mutex
  config::ConfigPtr file_config;  // excluding them; guarded by reload_mutex
  std::mutex reload_mutex;  // held while any of the parts below is started, changed or stopped
  bool stopped = false;     // guarded by reload_mutex
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

}  // namespace core::app
