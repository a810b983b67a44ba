// The sinks that run.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/sink_runner.hpp"

namespace core::app {

class SinkSet {
 public:
  /// The arguments outlive this.
  SinkSet(pipeline::Surroundings& surroundings, const pipeline::SinkServices& services)
      : surroundings_(surroundings), services_(services) {}
  SinkSet(const SinkSet&) = delete;
  SinkSet& operator=(const SinkSet&) = delete;

  struct Changes {
    std::size_t started = 0;  // anew ones included
    std::size_t stopped = 0;
  };

  /// Lets these run and no others. One that is as it was is not touched. One that has changed is
  /// ended first, with all that its queue holds, and started anew: what is published meanwhile
  /// waits for it. Throws std::runtime_error with a sentence when one refuses to start; then those
  /// that ran before run again. One call at a time.
  Changes run(const std::vector<config::Sink>& sinks);

  /// Ends all of them. [startup]
  void stop(std::chrono::milliseconds patience);

  /// [thread-safe]
  void publish(const pipeline::TargetPtr& target, const vex_record& record) const;
  void for_each(const std::function<void(const pipeline::SinkRunner&)>& look) const;

 private:
  using Runner = std::unique_ptr<pipeline::SinkRunner>;

  Changes change_to(const std::vector<config::Sink>& sinks);
  [[nodiscard]] Runner take(const config::Sink& sink);
  static void end(Runner runner, std::chrono::milliseconds patience);

  pipeline::Surroundings& surroundings_;
  const pipeline::SinkServices& services_;
  std::vector<config::Sink> configured_;
  mutable std::shared_mutex mutex_;  // alone only to exchange the list
  std::vector<Runner> runners_;
};

}  // namespace core::app
