// Runs a sink outside the exporter, to see whether it can be used and what its receiver says.
#pragma once

#include <vex/plugin.h>
#include <vex/service/outbox.h>

#include <chrono>
#include <optional>
#include <string>

#include "core/config/config.hpp"

namespace core::app {

class SinkTrial : public vex_host {
 public:
  /// The result of the sample.
  struct Delivery {
    std::uint32_t result;  // VEX_DELIVERY_*
    std::string answer;
  };

  /// Creates the sink, which thereby checks its options. Throws vex::Error if it refuses them.
  /// `sink` outlives this. [startup]
  explicit SinkTrial(const config::Sink& sink);
  ~SinkTrial();
  SinkTrial(const SinkTrial&) = delete;
  SinkTrial& operator=(const SinkTrial&) = delete;

  /// Gives a durable sink a finding that says that it is a test; all on this thread. Returns
  /// nothing if the sink reports no delivery in time. Throws vex::Error if it fails. [startup]
  std::optional<Delivery> deliver_sample(std::chrono::nanoseconds patience);

 private:
  friend struct TrialCalls;

  vex_status take(vex_nanos timeout, const vex_outbox_entry** entries, std::size_t capacity,
                  std::size_t* count, vex_error* error);
  void make_sample();

  const config::Sink& sink_;
  void* self_ = nullptr;
  std::string message_;
  vex_target target_{};
  vex_event_finding_change change_{};
  vex_outbox_entry entry_{};
  bool is_handed_out_ = false;
  std::optional<Delivery> delivery_;
};

/// Creates and destroys every sink once. Throws std::runtime_error that names the first one that
/// refuses its options. [startup]
void check_sinks(const config::Config& config);

}  // namespace core::app
