// A snapshot made by hand, with the storage that it points into.
#pragma once

#include <vex/service/snapshot.h>
#include <vex/cpp/error.hpp>
#include <vex/cpp/table.hpp>

#include <deque>
#include <string>
#include <vector>

#include "core/web/views.hpp"

namespace core::web {

namespace sample {

inline constexpr vex::Gauge bitrate{
    "bitrate", "bps", "Payload bits per second.", {}, vex::internal};
inline constexpr vex::Gauge framerate{
    "framerate", "hertz", "Frames per second.", {}, vex::internal};
inline constexpr vex::Gauge gop_frames{"gop_frames", "", "Frames between keyframes.", {"stat"}};
inline constexpr vex::Gauge gop_seconds{"gop", "seconds", "Time between keyframes.", {"stat"}};
inline constexpr vex::Gauge phase{"phase", "seconds", "Length of a phase.", {"phase"}};
inline constexpr vex::Counter packets{"packets", "", "Packets \\ access units.", {"track"}};
inline constexpr vex::Rule stream_down{"stream_down", vex::Severity::critical, "It is down."};
inline constexpr vex::Rule low_bitrate{"low_bitrate", vex::Severity::warning, "Too few bits.",
                                       "bps"};

}  // namespace sample

class SampleStream {
 public:
  SampleStream(std::string project, std::string id, std::string url);

  SampleStream& up();
  SampleStream& down(vex::Reason reason, std::string sentence);
  SampleStream& health(vex_event_health health);
  SampleStream& label(std::string key, std::string value);
  SampleStream& video(std::string codec, std::uint32_t width, std::uint32_t height);
  SampleStream& audio(std::string codec);
  SampleStream& value(const vex_metric& metric, double value, std::string label = {});
  SampleStream& finding(const vex_rule& rule, std::string message);
  SampleStream& pending_finding(const vex_rule& rule, std::string message);
  SampleStream& since(vex_time time);

  /// Valid as long as the sample and until it is changed.
  const vex_stream_snapshot& snapshot();

 private:
  vex_str keep(std::string text);

  std::deque<std::string> texts_;
  std::vector<vex_pair> labels_;
  vex_target target_{};
  vex_stream_snapshot snapshot_{};
  vex_event_format format_{};
  vex_event_health health_{};
  std::deque<vex_event_track> tracks_;
  std::vector<const vex_event_track*> track_rows_;
  std::deque<vex_str> series_labels_;
  std::vector<vex_series> series_;
  std::vector<double> values_;
  std::deque<vex_event_finding_change> changes_;
  std::vector<vex_finding_snapshot> findings_;
};

/// Shows the streams that were added. Its monotonic clock began at the UNIX time `epoch`.
class SampleSource : public SnapshotSource {
 public:
  static constexpr std::int64_t epoch = 1'772'366'400'000'000'000;  // 2026-03-01T12:00:00Z

  SampleStream& add(std::string project, std::string id, std::string url = "http://origin/live");
  void set_overloaded() { snapshot_.measurement_valid = VEX_NO; }
  [[nodiscard]] int held() const { return held_; }

  const vex_snapshot* acquire() override;
  void release(const vex_snapshot* snapshot) override;
  [[nodiscard]] std::int64_t unix_time(vex_time time) const override { return epoch + time; }

 private:
  std::deque<SampleStream> streams_;
  std::vector<const vex_stream_snapshot*> rows_;
  vex_snapshot snapshot_{};
  int held_ = 0;
};

}  // namespace core::web
