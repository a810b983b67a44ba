// The sinks that run.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "core/config/config.hpp"
#include "core/pipeline/sink_runner.hpp"

namespace core::app {

class SinkSet {
 public:
  using Runner = std::unique_ptr<pipeline::SinkRunner>;

  /// Makes the runner of a sink, which is not started yet.
  using MakeRunner = std::function<Runner(const config::Sink& sink)>;

  explicit SinkSet(MakeRunner make_runner) : make_runner_(std::move(make_runner)) {}
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

  /// Ends all of them. False when the thread of one hangs within its plugin: what that may still
  /// touch must stay. [startup]
  [[nodiscard]] bool stop(std::chrono::milliseconds patience);

  /// [thread-safe]
  void publish(const pipeline::RecordPtr& record) const;
  void for_each(const std::function<void(const pipeline::SinkRunner&)>& look) const;

 private:
  Changes change_to(const std::vector<config::Sink>& sinks);
  [[nodiscard]] Runner take(const config::Sink& sink);
  static bool end(Runner runner, std::chrono::milliseconds patience);

  const MakeRunner make_runner_;
  std::vector<config::Sink> configured_;
  mutable std::shared_mutex mutex_;  // alone only to exchange the list
  std::vector<Runner> runners_;
};

}  // namespace core::app
