// The services of sinks: snapshots, pages and the outbox.
#pragma once

#include <string_view>

#include "core/pipeline/sink_runner.hpp"

namespace core::pipeline {
class Hub;
}
namespace core::web {
class Routes;
}

namespace core::app {

/// vex.snapshot/1, vex.http_route/1, vex.outbox/1, vex.delivery/1 and vex.cancel/1; the last tells
/// a waiting sink that it is to be closed.
class ExporterSinkServices : public pipeline::SinkServices {
 public:
  /// The arguments outlive this, and this outlives the sinks.
  ExporterSinkServices(const pipeline::Hub& hub, web::Routes& routes)
      : hub_(hub), routes_(routes) {}

  [[nodiscard]] const void* find(std::string_view id) const override;

 private:
  friend struct SinkCalls;

  const pipeline::Hub& hub_;
  web::Routes& routes_;
};

}  // namespace core::app
