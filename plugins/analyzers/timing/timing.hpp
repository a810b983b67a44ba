// Whether media arrives at the pace at which it is played.
#pragma once

#include <array>

#include "plugins/analyzers/timing/continuity.hpp"
#include "plugins/analyzers/timing/jitter.hpp"
#include "plugins/analyzers/timing/skew.hpp"

namespace analyzers {

/// Compares the media clock with the arrival clock, and the tracks' clocks with each other. Media
/// that is read as fast as possible has no pace, so only its timestamps are judged. Neither has
/// media that comes in segments, whose tracks may come one after the other.
class Timing final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"timing", "1.0.0",
                                  "Measures pace, jitter, timestamp breaks and audio/video skew"};

  static constexpr vex::Gauge clock_ratio{
      "media_clock", "ratio",
      "Media seconds per second of arrival in the last window: below 1 starves a player."};
  static constexpr vex::Gauge jitter{
      "arrival_jitter",
      "seconds",
      "Arrival time minus timestamp in the last window, relative to the most punctual packet.",
      {"stat"}};
  static constexpr vex::Counter discontinuities{"timestamp_discontinuities",
                                                "",
                                                "Timestamps that step back, skip media or overlap.",
                                                {"track", "kind"}};
  static constexpr vex::Gauge skew{
      "av_skew", "seconds",
      "Audio minus video timestamp where the two are adjacent in the stream, smoothed."};
  static constexpr auto metrics = vex::metrics(clock_ratio, jitter, discontinuities, skew);

  static constexpr vex::Rule slow_start{"slow_start",
                                        vex::Severity::warning,
                                        "A phase of the run's start took longer than the limit.",
                                        "seconds",
                                        {"2s", "0s", "60s"}};
  static constexpr vex::Rule starving{
      "starving",
      vex::Severity::critical,
      "Media arrives more slowly than it is played: a player will run dry.",
      "ratio",
      {"0.97", "10s", "20s"}};
  static constexpr vex::Rule discontinuity{
      "timestamp_discontinuity",
      vex::Severity::warning,
      "More timestamps than this are discontinuous within a minute.",
      "",
      {"3", "0s", "60s"}};
  static constexpr vex::Rule av_skew{"av_skew",
                                     vex::Severity::warning,
                                     "Audio and video are sent further apart than the limit.",
                                     "seconds",
                                     {"250ms", "10s", "20s"}};
  static constexpr auto rules = vex::rules(slow_start, starving, discontinuity, av_skew);

  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_RUN_BEGIN, VEX_EVENT_PHASE, VEX_EVENT_FORMAT, VEX_EVENT_TRACK,
                 VEX_EVENT_PACKET, VEX_EVENT_CLOCK_REFERENCE, VEX_EVENT_WINDOW, VEX_EVENT_RUN_END);

  explicit Timing(const vex::Setup& setup);

  void on_run_begin(const vex::RunBegin& begin) override;
  void on_phase(const vex::Phase& phase) override;
  void on_format(const vex::Format& format) override;
  void on_track(const vex::Track& track) override;
  void on_packet(const vex::Packet& packet) override;
  void on_clock_reference(const vex::ClockReference& reference) override;
  void on_window(const vex::Window& window) override;
  void on_run_end(const vex::RunEnd&) override { emit_breaks(); }
  void on_tick(vex::Nanos now) override;

 private:
  static constexpr std::size_t minute = 60;

  void judge_pace(const vex::Window& window);
  void judge_recovery();
  void emit_jitter();
  void emit_breaks();
  void judge_breaks();
  void judge_skew();

  const double slowest_phase_;
  const double least_ratio_;
  const double most_breaks_;
  const double largest_skew_;

  TrackKinds kinds_;
  bool is_live_ = true;
  bool is_segmented_ = false;
  bool has_pace_ = true;
  bool was_slow_ = false;
  bool is_breaking_ = false;
  bool is_skewed_ = false;
  bool is_starving_ = false;
  vex::Nanos window_begin_dts_{};  // of the last complete window
  vex::Nanos window_begin_arrival_{};
  vex::Nanos last_dts_{};  // of the track that defines the windows
  vex::Nanos last_arrival_{};
  std::array<vex::Nanos, VEX_PHASE_FIRST_KEYFRAME + 1> phases_{};

  ArrivalJitter jitter_;
  InterleaveSkew skew_;
  std::array<Continuity, 3> continuity_{Continuity(video), Continuity(audio), Continuity(data)};
  std::array<std::array<std::uint32_t, 3>, 3> breaks_{};  // per kind and break, not emitted yet
  std::uint32_t unseen_breaks_ = 0;                       // since the last tick
  std::array<std::uint8_t, minute> breaks_of_second_{};
  std::uint32_t breaks_of_minute_ = 0;
  std::size_t second_ = 0;
};

}  // namespace analyzers
