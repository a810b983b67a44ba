#include "core/web/pages.hpp"

#include <string>

#include "core/app/version.hpp"
#include "core/config/config.hpp"
#include "core/web/health_pages.hpp"
#include "core/web/probe_page.hpp"
#include "core/web/routes.hpp"
#include "core/web/status_page.hpp"
#include "core/web/streams_page.hpp"
#include "core/web/targets_page.hpp"

namespace core::web {

void add_pages(Routes& routes, const PageSources& sources) {
  std::string about = "video-exporter " + std::string(app::version());
  if (!sources.config.file.empty()) about += " · " + sources.config.file.string();
  routes.add("/", StatusPage(sources.snapshots, about));
  routes.add("/api/v1/streams", StreamsPage(sources.snapshots));
  routes.add("/sd", TargetsPage(sources.snapshots));
  routes.add("/probe", ProbePage(sources.probes));
  routes.add("/-/healthy", healthy_page);
  const Readiness& readiness = sources.readiness;
  routes.add("/-/ready", [&readiness](const Request&) { return ready_page(readiness); });
  Reloading& reloading = sources.reloading;
  routes.add(
      "/-/reload", [&reloading](const Request&) { return reload_page(reloading); },
      Routes::Methods::acting);
}

}  // namespace core::web
