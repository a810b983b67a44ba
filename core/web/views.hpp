// What the pages need from the rest of the exporter.
#pragma once

#include <vex/service/snapshot.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace core::web {

/// The current state of all streams, as vex.snapshot/1 provides it to sinks.
class SnapshotSource {
 public:
  virtual ~SnapshotSource() = default;

  /// Never nullptr; returned through `release`. [thread-safe]
  virtual const vex_snapshot* acquire() = 0;
  virtual void release(const vex_snapshot* snapshot) = 0;  // [thread-safe]

  /// Converts an instant of the monotonic clock to nanoseconds since 1970. [thread-safe]
  [[nodiscard]] virtual std::int64_t unix_time(vex_time time) const = 0;
};

/// Holds a snapshot while it is read.
class SnapshotView {
 public:
  explicit SnapshotView(SnapshotSource& source) : source_(source), snapshot_(source.acquire()) {}
  ~SnapshotView() { source_.release(snapshot_); }
  SnapshotView(const SnapshotView&) = delete;
  SnapshotView& operator=(const SnapshotView&) = delete;

  const vex_snapshot& operator*() const { return *snapshot_; }
  const vex_snapshot* operator->() const { return snapshot_; }

 private:
  SnapshotSource& source_;
  const vex_snapshot* snapshot_;
};

struct ProbeRequest {
  std::string url;
  std::string
      module{};  // empty: the module of the configured stream with this URL, else the defaults
  std::string probe{};                          // empty: chosen by the URL
  std::chrono::nanoseconds sample_duration{0};  // of media; 0: the module's
  std::chrono::nanoseconds timeout{0};          // for the whole call; 0: limited only by the phases
};

/// Keeps alive what it points to.
using StreamSnapshot = std::shared_ptr<const vex_stream_snapshot>;

/// Runs a probe independently of all configured streams.
class ProbeRunner {
 public:
  virtual ~ProbeRunner() = default;

  [[nodiscard]] virtual bool has_module(std::string_view name) const = 0;  // [thread-safe]

  /// Whether /probe may be used for that URL: see probe_targets.hpp. [thread-safe]
  [[nodiscard]] virtual bool permits(std::string_view url) const = 0;

  /// Runs the probe with the module's analyzers as one sample and waits for its end. When `timeout`
  /// is over, what has been seen counts: media that flows is up. A stop ends it within 100 ms with
  /// nullptr as the result. Throws std::runtime_error if no run could start: no probe for the URL,
  /// an unknown probe. [web-thread], waits
  virtual StreamSnapshot run_once(const ProbeRequest& request, std::stop_token cancelled) = 0;
};

/// Whether all probes are scheduled. [thread-safe]
class Readiness {
 public:
  virtual ~Readiness() = default;
  [[nodiscard]] virtual bool is_ready() const = 0;
};

/// Reloads the configuration.
class Reloading {
 public:
  struct Answer {
    bool is_done = false;
    bool is_config_at_fault = false;  // and not the exporter
    std::string text;                 // what has changed, or all problems; no line break at the end
  };

  virtual ~Reloading() = default;
  virtual Answer reload() = 0;  // [web-thread], waits
};

}  // namespace core::web
