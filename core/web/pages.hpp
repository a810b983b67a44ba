// All pages of the exporter itself. Sinks bring theirs.
#pragma once

namespace core::config {
struct Config;
}

namespace core::web {

class ProbeRunner;
class Readiness;
class Routes;
class SnapshotSource;

/// All of them outlive the routes.
struct PageSources {
  const config::Config& config;
  SnapshotSource& snapshots;
  ProbeRunner& probes;
  const Readiness& readiness;
};

/// /, /api/v1/streams, /probe, /-/healthy and /-/ready. [startup]
void add_pages(Routes& routes, const PageSources& sources);

}  // namespace core::web
