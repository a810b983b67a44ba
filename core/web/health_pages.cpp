#include "core/web/health_pages.hpp"

namespace core::web {

Response healthy_page(const Request&) { return text_response(200, "The exporter is healthy."); }

Response ready_page(const Readiness& readiness) {
  if (readiness.is_ready()) return text_response(200, "All probes are scheduled.");
  return text_response(503, "Probes are still being scheduled.");
}

Response reload_page(Reloading& reloading) {
  Reloading::Answer answer = reloading.reload();
  const unsigned failed = answer.is_config_at_fault ? 400 : 500;
  return text_response(answer.is_done ? 200 : failed, std::move(answer.text));
}

}  // namespace core::web
