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

#include <chrono>
#include <utility>

#include "core/app/exporter_parts.hpp"
#include "core/app/state_directory.hpp"
#include "core/web/pages.hpp"

namespace core::app {
namespace {

constexpr auto patience_of_sinks = std::chrono::milliseconds(1000);

}  // namespace

std::vector<std::string> service_ids() {
  return {VEX_CANCEL, VEX_CLOCK,  VEX_DELIVERY, VEX_HTTP,     VEX_HTTP_ROUTE, VEX_LOG,
          VEX_NET,    VEX_OUTBOX, VEX_OWN_IO,   VEX_SNAPSHOT, VEX_TASK,       VEX_UDP};
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
