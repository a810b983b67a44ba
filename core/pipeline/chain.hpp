// The analyzers of one stream, in their order.
#pragma once

#include <vex/plugin.h>

#include <functional>
#include <vector>

#include "core/engine/strand_check.hpp"
#include "core/pipeline/surroundings.hpp"
#include "core/pipeline/target.hpp"
#include "core/plugin/settings.hpp"

namespace core::pipeline {

/// Creates the instances, passes events down the chain, and disables instances that fail. [strand]
class Chain {
 public:
  /// One place in the chain; the instance in it comes and goes with its lifetime.
  struct Link : vex_host {
    Chain* chain = nullptr;
    std::size_t place = 0;
    const plugin::Settings* settings = nullptr;
    void* self = nullptr;
    bool failed = false;

    [[nodiscard]] const vex_plugin& plugin() const noexcept { return settings->plugin(); }
  };

  /// Called with what an analyzer emits; may throw vex::Error to refuse it.
  using OnEmit = std::function<void(const Link& from, const vex_event& event)>;

  /// `analyzers` and `target` outlive the chain. Creates the stream-lived instances.
  Chain(const std::vector<plugin::SettingsPtr>& analyzers, const Target& target,
        Surroundings& surroundings, OnEmit on_emit);
  Chain(const Chain&) = delete;
  Chain& operator=(const Chain&) = delete;
  ~Chain();

  void begin_run();  // creates the run-lived instances
  void end_run();

  /// Delivers the event to all analyzers, or to those after `from`.
  void deliver(const vex_event& event, const Link* from = nullptr);

  void tick(vex_time now);

  /// The deepest payload that any analyzer wants: VEX_PAYLOAD_*.
  [[nodiscard]] std::uint32_t payload() const noexcept;

 private:
  friend struct AnalyzerHost;

  void create(Link& link);
  static void destroy(Link& link) noexcept;
  void switch_off(Link& link, const vex_error& error);

  const Target& target_;
  Surroundings& surroundings_;
  OnEmit on_emit_;
  std::vector<Link> links_;
  [[no_unique_address]] engine::StrandCheck strand_;
};

}  // namespace core::pipeline
