// Judges the health of a stream.
#pragma once

#include <vector>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// playable: since the start of the run, at least two keyframes and more than ten video packets
/// have been seen; without video, ten audio packets. quality: the frame rate and bitrate of the
/// last window against the thresholds; unknown for a stream without video, which the thresholds are
/// not meant for. healthy: up, playable, and no finding of severity warning or above is active.
class Health final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{
      "health", "1.0.0", "Judges whether the stream is playable, of good quality and healthy"};

  static constexpr vex::Integer min_keyframes{
      "min_keyframes", "2", "Keyframes after which a stream with video is playable", {"0", "1000"}};
  static constexpr vex::Number good_framerate{
      "good_framerate", "23.9", "Frames per second from which the quality is good", {"0"}};
  static constexpr vex::Number good_bitrate{
      "good_bitrate", "600000", "Bits per second from which the quality is good", {"0"}};
  static constexpr vex::Number fair_framerate{
      "fair_framerate", "20", "Frames per second from which the quality is fair", {"0"}};
  static constexpr vex::Number fair_bitrate{
      "fair_bitrate", "400000", "Bits per second from which the quality is fair", {"0"}};
  static constexpr auto options =
      vex::options(min_keyframes, good_framerate, good_bitrate, fair_framerate, fair_bitrate);

  static constexpr auto after =
      vex::words("traffic", "tracks", "framerate", "gop", "timing", "stability");
  static constexpr auto lifetime = vex::Lifetime::stream;
  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_RUN_BEGIN, VEX_EVENT_TRACK, VEX_EVENT_PACKET, VEX_EVENT_WINDOW,
                 VEX_EVENT_METRIC, VEX_EVENT_FINDING_CHANGE, VEX_EVENT_STATE, VEX_EVENT_RUN_END);

  explicit Health(const vex::Setup& setup);

  void on_run_begin(const vex::RunBegin&) override;
  void on_track(const vex::Track& track) override { kinds_.add(track); }
  void on_packet(const vex::Packet& packet) override;
  void on_window(const vex::Window& window) override;
  void on_sample(const vex::Sample& sample) override;
  void on_finding_change(const vex::FindingChange& change) override;
  void on_state(const vex::State& state) override;
  void on_run_end(const vex::RunEnd&) override;
  void on_tick(vex::Nanos) override;

 private:
  [[nodiscard]] bool is_seen_playable() const noexcept;
  [[nodiscard]] vex::Quality quality_of_window() const noexcept;
  void settle();
  void judge();

  const std::uint64_t min_keyframes_;
  const double good_framerate_;
  const double good_bitrate_;
  const double fair_framerate_;
  const double fair_bitrate_;

  TrackKinds kinds_;
  vex::MetricOf bitrate_row_{"bitrate"};
  vex::MetricOf framerate_row_{"framerate"};
  double bitrate_ = vex::absent;
  double framerate_ = vex::absent;

  std::uint64_t keyframes_ = 0;  // of the run
  std::uint64_t video_packets_ = 0;
  std::uint64_t audio_packets_ = 0;
  bool is_settled_ = false;  // the run has been found playable
  bool has_full_window_ = false;

  vex::Known up_ = vex::Known::unknown;
  vex::Known playable_ = vex::Known::unknown;
  vex::Quality quality_ = vex::Quality::unknown;
  std::vector<const vex_rule*> active_;  // of severity warning or above
  vex::Health emitted_;
};

}  // namespace analyzers
