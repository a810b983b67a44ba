// The host as seen by the probe of one stream; this is where its runs happen.
#pragma once

#include <vex/plugin.h>

#include <functional>
#include <memory>
#include <string>

#include "core/engine/links.hpp"
#include "core/engine/strand_check.hpp"
#include "core/net/options.hpp"
#include "core/net/secrets.hpp"
#include "core/net/url.hpp"
#include "core/pipeline/stream.hpp"
#include "core/pipeline/surroundings.hpp"
#include "core/plugin/settings.hpp"

namespace core::engine {
class CancelScope;
}
namespace core::net {
class Net;
}

namespace core::host {

struct ProbeSetup {
  std::string url;  // with its secrets
  plugin::SettingsPtr settings;
  std::shared_ptr<const net::NetOptions> net_options;
};

/// Owns the probe's instance for as long as the stream is watched. [strand]
class ProbeHost {
 public:
  struct Handle;
  class ActiveRun;

  /// The arguments outlive the host. Throws vex::Error if the URL or the probe is unusable.
  ProbeHost(ProbeSetup setup, pipeline::Stream& stream, pipeline::Surroundings& surroundings,
            net::Net& net);
  ProbeHost(const ProbeHost&) = delete;
  ProbeHost& operator=(const ProbeHost&) = delete;
  ~ProbeHost();

  /// Called with the final figures of the run's connections, before these are gone.
  using OnEnd = std::function<void(const pipeline::TransportFigures&)>;

  /// One run of the probe on the current fiber, whose scope is `scope`. Never throws. [suspends]
  [[nodiscard]] pipeline::Outcome run(engine::CancelScope& scope, const OnEnd& on_end);

  /// Figures of the current run; asks the kernel.
  [[nodiscard]] pipeline::TransportFigures transport() const;

  /// When bytes last arrived in the current run; 0: not yet.
  [[nodiscard]] vex_time last_receive() const noexcept;

  /// Whether a run needs a thread of the blocking pool.
  [[nodiscard]] bool blocks() const noexcept;

  [[nodiscard]] const vex_plugin& plugin() const noexcept { return setup_.settings->plugin(); }

 private:
  friend struct ProbeCalls;

  pipeline::Outcome run_blocking(const vex_run& run, ActiveRun& active);
  pipeline::Outcome outcome_of(vex_status status, const vex_error& error) const;
  void take(const vex_event& event);

  const ProbeSetup setup_;
  const net::Url url_;
  net::Secrets secrets_;
  pipeline::Stream& stream_;
  pipeline::Surroundings& surroundings_;
  net::Net& net_;
  std::unique_ptr<Handle> handle_;  // how the plugin knows the host
  void* self_ = nullptr;
  ActiveRun* active_ = nullptr;
  [[no_unique_address]] engine::StrandCheck strand_;
};

}  // namespace core::host
