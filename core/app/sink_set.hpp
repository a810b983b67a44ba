// The running sinks.
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

  /// Creates the runner of a sink without starting it.
  using MakeRunner = std::function<Runner(const config::Sink& sink)>;

  explicit SinkSet(MakeRunner make_runner) : make_runner_(std::move(make_runner)) {}
  SinkSet(const SinkSet&) = delete;
  SinkSet& operator=(const SinkSet&) = delete;

  struct Changes {
    std::size_t started = 0;  // including restarted ones
    std::size_t stopped = 0;
  };

  /// Runs exactly these sinks. Unchanged ones are left alone. A changed one is first ended, with
  /// everything in its queue, and then started again; what is published in the meantime waits for
  /// it. Throws std::runtime_error with a message if one refuses to start; the previous ones then
  /// run again. One call at a time.
  Changes run(const std::vector<config::Sink>& sinks);

  /// Ends all of them. False if the thread of one hangs inside its plugin; whatever that may still
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
  mutable std::shared_mutex mutex_;  // exclusive only to replace the list
  std::vector<Runner> runners_;
};

}  // namespace core::app
