// The exporter: everything that watches, put together and taken apart in the right order.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/config/config.hpp"
#include "core/plugin/registry.hpp"
#include "core/web/views.hpp"

namespace core::app {

/// The services that this version offers to plugins of any kind.
[[nodiscard]] std::vector<std::string> service_ids();

/// Engine, pipeline and scheduler without any stream under watch, sink or page: what a one-shot
/// check needs, and what the exporter is built upon.
class Exporter {
 public:
  /// How the configuration is read anew, given the one in use. Throws config::InvalidConfig.
  using LoadAgain = std::function<config::Config(const config::Config& running)>;

  /// `registry` outlives the exporter. [startup]
  Exporter(const plugin::Registry& registry, config::Config config, LoadAgain load_again = {});
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;
  ~Exporter();

  /// Opens the sinks, watches the streams, serves the pages. Throws with a sentence when a sink or
  /// the address refuses. [startup]
  void start();

  /// Reads the configuration anew and applies what has changed; on an error all goes on as before.
  /// The log tells. One at a time, others wait. [thread-safe]
  void reload();

  /// Ends within two seconds: runs first, then sinks with what their queues hold, then pages.
  /// [startup]
  void stop();

  /// Where the web server listens, once it was started: "127.0.0.1:8080".
  [[nodiscard]] std::string address() const;

  /// A single check apart from the streams under watch.
  [[nodiscard]] web::ProbeRunner& probe_runner() noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace core::app
