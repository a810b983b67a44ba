// vex/cpp/snapshot.hpp - the current state of all streams, held for as long as it is read.
#pragma once

#include <memory>
#include <span>

#include "../service/snapshot.h"
#include "host.hpp"
#include "metric_name.hpp"

namespace vex {

/// Released by its destructor. Texts and rows in it are valid for as long as it lives.
class Snapshot {
 public:
  /// Takes the current state. [thread-safe]
  explicit Snapshot(const vex_host& host)
      : Snapshot(host, detail::service<vex_snapshot_service>(host, VEX_SNAPSHOT)) {}

  [[nodiscard]] const vex_snapshot& operator*() const noexcept { return *held_; }
  [[nodiscard]] const vex_snapshot* operator->() const noexcept { return held_.get(); }

 private:
  struct Release {
    const vex_snapshot_service* service;
    const vex_host* host;

    void operator()(const vex_snapshot* snapshot) const noexcept {
      service->release(host, snapshot);
    }
  };

  Snapshot(const vex_host& host, const vex_snapshot_service& service)
      : held_(service.acquire(&host), Release{&service, &host}) {}

  std::unique_ptr<const vex_snapshot, Release> held_;
};

inline std::span<const vex_stream_snapshot* const> streams(const vex_snapshot& snapshot) noexcept {
  return {snapshot.streams, snapshot.stream_count};
}

inline std::span<const vex_own_metric> own(const vex_snapshot& snapshot) noexcept {
  return {snapshot.own, snapshot.own_count};
}

/// The value of each series is at the same index of `stream.values`.
inline std::span<const vex_series> series(const vex_stream_snapshot& stream) noexcept {
  return {stream.series, stream.series_count};
}

inline std::span<const vex_finding_snapshot> findings(const vex_stream_snapshot& stream) noexcept {
  return {stream.findings, stream.finding_count};
}

inline std::span<const vex_event_track* const> tracks(const vex_stream_snapshot& stream) noexcept {
  return {stream.tracks, stream.track_count};
}

}  // namespace vex
