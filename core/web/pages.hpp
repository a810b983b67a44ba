// All pages of the exporter itself. Sinks provide their own.
#pragma once

namespace core::config {
struct Config;
}

namespace core::web {

class ProbeRunner;
class Readiness;
class Reloading;
class Routes;
class SnapshotSource;

/// All of these outlive the routes.
struct PageSources {
  const config::Config& config;  // read immediately
  SnapshotSource& snapshots;
  ProbeRunner& probes;
  const Readiness& readiness;
  Reloading& reloading;
};

/// /, /api/v1/streams, /sd, /probe, /-/healthy, /-/ready and /-/reload. [startup]
void add_pages(Routes& routes, const PageSources& sources);

}  // namespace core::web
