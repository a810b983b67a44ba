// The state of one stream at one instant, immutable, with everything it points to.
#pragma once

#include <vex/service/snapshot.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/pipeline/findings.hpp"
#include "core/pipeline/series_store.hpp"
#include "core/pipeline/target.hpp"

namespace core::pipeline {

/// The tracks of a run, owning their texts. Immutable once part of a snapshot.
class TrackList {
 public:
  explicit TrackList(std::vector<vex_event_track> tracks);
  TrackList(const TrackList&) = delete;

  [[nodiscard]] std::span<const vex_event_track* const> tracks() const noexcept { return rows_; }

 private:
  std::string texts_;
  std::vector<vex_event_track> tracks_;
  std::vector<const vex_event_track*> rows_;
};

/// A protocol and a container, owning their texts.
struct FormatTexts {
  std::string protocol;
  std::string container;
  std::uint32_t live = VEX_UNKNOWN;
  vex_nanos segment_duration = 0;
};

/// Findings that own their texts, for snapshots and records.
class FindingList {
 public:
  /// `url` goes into the command that reproduces a finding.
  FindingList(std::vector<Finding> findings, std::string_view url);
  FindingList(const FindingList&) = delete;

  [[nodiscard]] std::span<const vex_finding_snapshot> findings() const noexcept { return rows_; }

 private:
  std::vector<Finding> findings_;
  std::string reproduce_;
  std::vector<std::vector<vex_pair>> evidence_;
  std::vector<vex_event_finding_change> changes_;
  std::vector<vex_finding_snapshot> rows_;
};

struct SnapshotParts {
  TargetPtr target;
  std::uint32_t up = VEX_UNKNOWN;
  std::uint32_t reason = 0;
  std::uint32_t mode = VEX_MODE_CONTINUOUS;
  std::string sentence;
  vex_time since = 0;
  std::shared_ptr<const FormatTexts> format;  // null: unknown
  bool has_health = false;
  vex_event_health health{};
  std::shared_ptr<const TrackList> tracks;
  std::shared_ptr<const SeriesLayout> layout;
  std::vector<double> values;
  std::shared_ptr<const FindingList> findings;
  std::uint64_t runs = 0;
  std::uint64_t checks = 0;
};

class StreamSnapshot {
 public:
  explicit StreamSnapshot(SnapshotParts parts);
  StreamSnapshot(const StreamSnapshot&) = delete;

  [[nodiscard]] const vex_stream_snapshot& abi() const noexcept { return abi_; }

 private:
  const SnapshotParts parts_;
  vex_event_format format_{};
  vex_stream_snapshot abi_{};
};

using StreamSnapshotPtr = std::shared_ptr<const StreamSnapshot>;

}  // namespace core::pipeline
