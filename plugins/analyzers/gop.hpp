// The distance between keyframes.
#pragma once

#include <array>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Measures the groups of pictures of the first video track exactly: frames and media time from
/// keyframe to keyframe. `max` covers the last ten complete groups. What the server's GOP cache
/// sends counts, too, since no arrival time is involved. A group that is interrupted by a
/// discontinuity is ignored.
class Gop final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"gop", "1.0.0", "Measures the distance between keyframes"};

  static constexpr vex::Gauge gop_frames{
      "gop_frames", "", "Frames from keyframe to keyframe: last group, longest of ten.", {"stat"}};
  static constexpr vex::Gauge gop_length{
      "gop",
      "seconds",
      "Media time from keyframe to keyframe: last group, longest of ten.",
      {"stat"}};
  static constexpr auto metrics = vex::metrics(gop_frames, gop_length);

  static constexpr vex::Rule long_gop{
      "long_gop",
      vex::Severity::warning,
      "The last or the current group of pictures is longer than the limit.",
      "seconds",
      {"10s", "0s", "60s"}};
  static constexpr vex::Rule irregular_gop{
      "irregular_gop",
      vex::Severity::info,
      "The longest of the last ten groups of pictures is more than this many times their median.",
      "ratio",
      {"2", "60s", "60s"}};
  static constexpr auto rules = vex::rules(long_gop, irregular_gop);

  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_TRACK, VEX_EVENT_PACKET, VEX_EVENT_WINDOW, VEX_EVENT_RUN_END);

  explicit Gop(const vex::Setup& setup);

  void on_track(const vex::Track& track) override { kinds_.add(track); }
  void on_packet(const vex::Packet& packet) override;
  void on_window(const vex::Window&) override { report(); }
  void on_run_end(const vex::RunEnd&) override { report(); }
  void on_tick(vex::Nanos) override { report(); }

 private:
  static constexpr std::size_t remembered = 10;

  struct Group {
    std::uint32_t frames = 0;
    vex::Nanos length{};
  };

  void complete(vex::Nanos end);
  void report();
  void judge_length();
  void judge_regularity();

  const double longest_;
  const double irregular_;
  TrackKinds kinds_;
  std::array<Group, remembered> groups_{};  // a ring: groups_[count_ % remembered] is next
  std::uint32_t count_ = 0;
  std::uint32_t reported_ = 0;
  bool is_long_ = false;
  bool has_frame_ = false;
  bool has_keyframe_ = false;  // the current group started with one
  std::uint32_t frames_ = 0;   // in the current group
  vex::Nanos begin_{};
  vex::Nanos last_{};
};

}  // namespace analyzers
