// What a stream's pipeline needs from outside; tests provide their own.
#pragma once

#include <vex/plugin.h>

#include <string_view>
#include <vector>

#include "core/pipeline/record.hpp"
#include "core/pipeline/target.hpp"

namespace core::pipeline {

/// The core's clock, log and outputs, shared by all streams.
class Surroundings {
 public:
  Surroundings() = default;
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;
  virtual ~Surroundings() = default;

  /// Monotonic. [thread-safe]
  [[nodiscard]] virtual vex_time now() const noexcept = 0;

  /// Nanoseconds since 1970. [thread-safe]
  [[nodiscard]] virtual std::int64_t unix_now() const noexcept = 0;

  /// `level` is VEX_LOG_*; `plugin` is empty for the core; `target` is null if no stream is
  /// concerned. [thread-safe]
  virtual void log(std::uint32_t level, const vex_target* target, std::string_view plugin,
                   std::string_view line) = 0;

  /// Passes a transition to the sinks; copies what it keeps of the event. [thread-safe]
  virtual void publish(const TargetPtr& target, const vex_record& record) = 0;

  /// The changes to firing of the findings that were firing when the previous process ended. Each
  /// is returned once. [thread-safe]
  [[nodiscard]] virtual std::vector<RecordPtr> claim_findings(const vex_target& target) {
    static_cast<void>(target);
    return {};
  }

  /// Adds to the count of events that passed through a pipeline. [thread-safe]
  virtual void count_events(std::uint64_t count) noexcept = 0;
};

}  // namespace core::pipeline
