// The number of frames per second of media.
#pragma once

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Measures the frame rate of the first video track from its decoding timestamps: for N frames in a
/// window, (N - 1) / (last - first). Frames that repeat a timestamp do not count.
class Framerate final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"framerate", "1.0.0", "Measures the frame rate"};

  static constexpr vex::Gauge framerate{"framerate",
                                        "hertz",
                                        "Frames per second of media time in the last window.",
                                        {},
                                        vex::internal};
  static constexpr auto metrics = vex::metrics(framerate);

  static constexpr vex::Rule low_framerate{
      "low_framerate",
      vex::Severity::warning,
      "The frame rate is below this share of the rate that the bitstream announces.",
      "ratio",
      {"0.9", "30s", "30s"}};
  static constexpr auto rules = vex::rules(low_framerate);

  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_TRACK, VEX_EVENT_PACKET, VEX_EVENT_WINDOW);

  explicit Framerate(const vex::Setup& setup)
      : Analyzer(setup), limit_(setup.limit(low_framerate)) {}

  void on_track(const vex::Track& track) override;
  void on_packet(const vex::Packet& packet) override;
  void on_window(const vex::Window& window) override;

 private:
  void judge(double measured) const;

  const double limit_;
  TrackKinds kinds_;
  double nominal_ = 0;  // hertz; 0: not announced
  std::uint32_t frames_ = 0;
  vex::Nanos first_{};
  vex::Nanos last_{};
};

}  // namespace analyzers
