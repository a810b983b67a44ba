#include "core/app/sink_services.hpp"

#include <vex/service/cancel.h>
#include <vex/service/delivery.h>
#include <vex/service/http_route.h>
#include <vex/service/outbox.h>
#include <vex/service/snapshot.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/text.hpp>

#include <string>

#include "core/outbox/service.hpp"
#include "core/pipeline/hub.hpp"
#include "core/web/routes.hpp"

namespace core::app {

/// The functions behind the service tables.
struct SinkCalls {
  static const ExporterSinkServices& services(const vex_host* host) {
    const auto& runner = *static_cast<const pipeline::SinkRunner*>(host);
    return static_cast<const ExporterSinkServices&>(runner.services());
  }

  static const vex_snapshot* acquire(const vex_host* host) { return services(host).hub_.acquire(); }
  static void release(const vex_host*, const vex_snapshot* snapshot) {
    pipeline::Hub::release(snapshot);
  }

  static int cancelled(const vex_host* host) {
    return static_cast<const pipeline::SinkRunner*>(host)->is_stopping() ? 1 : 0;
  }

  static void report(const vex_host* host, std::uint32_t result, vex_str) {
    static_cast<const pipeline::SinkRunner*>(host)->deliveries().count(result);
  }

  static vex_status add(const vex_host* host, vex_str path, vex_route_handler handler, void* user,
                        vex_error* error) {
    return vex::detail::guard(error, [&] {
      const std::string wanted(vex::text(path));
      if (!wanted.starts_with('/')) {
        throw vex::Error(VEX_E_INVALID, "the path '" + wanted + "' does not begin with a slash");
      }
      if (!services(host).routes_.add(wanted, handler, user)) {
        throw vex::Error(VEX_E_INVALID, "the path " + wanted + " is taken");
      }
    });
  }
  static void remove(const vex_host* host, vex_str path) {
    services(host).routes_.remove(vex::text(path));
  }
};

const void* ExporterSinkServices::find(std::string_view id) const {
  static constexpr vex_snapshot_service snapshot{&SinkCalls::acquire, &SinkCalls::release};
  static constexpr vex_http_route route{&SinkCalls::add, &SinkCalls::remove};
  static constexpr vex_cancel cancel{&SinkCalls::cancelled};
  static constexpr vex_delivery delivery{&SinkCalls::report};
  if (id == VEX_CANCEL) return &cancel;
  if (id == VEX_DELIVERY) return &delivery;
  if (id == VEX_SNAPSHOT) return &snapshot;
  if (id == VEX_HTTP_ROUTE) return &route;
  if (id == VEX_OUTBOX) return &outbox::service();
  return nullptr;
}

}  // namespace core::app
