// What the pages need of the rest of the exporter.
#pragma once

#include <vex/service/snapshot.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace core::web {

/// The present state of all streams, as vex.snapshot/1 gives it to sinks.
class SnapshotSource {
 public:
  virtual ~SnapshotSource() = default;

  /// Never nullptr; given back with `release`. [thread-safe]
  virtual const vex_snapshot* acquire() = 0;
  virtual void release(const vex_snapshot* snapshot) = 0;  // [thread-safe]

  /// An instant of the monotonic clock as nanoseconds since 1970. [thread-safe]
  [[nodiscard]] virtual std::int64_t unix_time(vex_time time) const = 0;
};

/// A snapshot for as long as it is looked at.
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
  std::string module{};  // empty: that of the configured stream with this URL, else the defaults
  std::string probe{};   // id of a probe plugin; empty: chosen by the URL
  std::chrono::nanoseconds sample_duration{0};  // of media; 0: the module's
  std::chrono::nanoseconds timeout{0};          // of the whole call; 0: as long as the phases' own
};

/// Keeps alive what it points at.
using StreamSnapshot = std::shared_ptr<const vex_stream_snapshot>;

/// One run apart from all configured streams.
class ProbeRunner {
 public:
  virtual ~ProbeRunner() = default;

  [[nodiscard]] virtual bool has_module(std::string_view name) const = 0;  // [thread-safe]

  /// Whether /probe may be asked for that URL: see probe_targets.hpp. [thread-safe]
  [[nodiscard]] virtual bool permits(std::string_view url) const = 0;

  /// Runs the probe with the module's analyzers as one sample and waits for its end. When
  /// `timeout` is over, what was seen until then counts: media that flows is up. A stop ends it
  /// within 100 ms, and the answer is nullptr. Throws std::runtime_error where no run could begin:
  /// no probe for the URL, an unknown probe. [web-thread], waits
  virtual StreamSnapshot run_once(const ProbeRequest& request, std::stop_token cancelled) = 0;
};

/// Whether all probes are scheduled. [thread-safe]
class Readiness {
 public:
  virtual ~Readiness() = default;
  [[nodiscard]] virtual bool is_ready() const = 0;
};

/// Reads the configuration anew.
class Reloading {
 public:
  struct Answer {
    bool is_done = false;
    bool is_config_at_fault = false;  // and not the exporter
    std::string text;  // what has changed, or all that is wrong; ends without a break
  };

  virtual ~Reloading() = default;
  virtual Answer reload() = 0;  // [web-thread], waits
};

}  // namespace core::web
