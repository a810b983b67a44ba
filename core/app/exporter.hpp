// The exporter: creates and destroys all parts in the right order.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/config/config.hpp"
#include "core/plugin/registry.hpp"
#include "core/web/views.hpp"

namespace core::app {

/// The services that this version offers to plugins of all kinds.
[[nodiscard]] std::vector<std::string> service_ids();

/// Engine, pipeline and scheduler without any watched stream, sink or page: what a one-shot check
/// needs, and the basis of the exporter.
class Exporter {
 public:
  /// Reads the configuration again, given the one in use. Throws config::InvalidConfig.
  using LoadAgain = std::function<config::Config(const config::Config& running)>;

  /// `registry` outlives the exporter. [startup]
  Exporter(const plugin::Registry& registry, config::Config config, LoadAgain load_again = {});
  Exporter(const Exporter&) = delete;
  Exporter& operator=(const Exporter&) = delete;
  ~Exporter();

  /// Opens the sinks, watches the streams and serves the pages. Throws with a message if a sink or
  /// the address refuses. [startup]
  void start();

  /// Reads the configuration again and applies what has changed; on an error everything continues
  /// as before. The result is logged. Concurrent calls wait. [thread-safe]
  void reload();

  /// Ends within two seconds: first runs, then sinks with the contents of their queues, then pages.
  /// [startup]
  void stop();

  /// Where the web server listens, once it has been started: "127.0.0.1:8080".
  [[nodiscard]] std::string address() const;

  /// Runs single checks independently of the watched streams.
  [[nodiscard]] web::ProbeRunner& probe_runner() noexcept;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace core::app
