// The amount of media.
#pragma once

#include <array>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Counts packets, keyframes and payload bytes, and measures the bitrate of each window.
class Traffic final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"traffic", "1.0.0",
                                  "Counts packets and payload, and measures the bitrate"};

  static constexpr vex::Number min_bitrate{
      "min_bitrate", "0", "Bits per second below which low_bitrate is broken; 0: never", {"0"}};
  static constexpr vex::Number max_bitrate{
      "max_bitrate", "0", "Bits per second above which high_bitrate is broken; 0: never", {"0"}};
  static constexpr auto options = vex::options(min_bitrate, max_bitrate);

  static constexpr vex::Counter media{
      "media", "bytes", "Elementary payload received, without container headers.", {"track"}};
  static constexpr vex::Counter packets{
      "packets", "", "Access units received, without parameter sets.", {"track"}};
  static constexpr vex::Counter keyframes{"keyframes", "", "Video keyframes received."};
  static constexpr vex::Gauge last_media{"last_media_timestamp", "seconds",
                                         "UNIX time at which the last media packet arrived."};
  static constexpr vex::Gauge bitrate{"bitrate",
                                      "bps",
                                      "Payload bits per second of media time in the last window.",
                                      {},
                                      vex::internal};
  static constexpr vex::Gauge track_bitrate{
      "track_bitrate",
      "bps",
      "Payload bits per second of media time in the last window, by kind of track.",
      {"track"},
      vex::internal};
  static constexpr auto metrics =
      vex::metrics(media, packets, keyframes, last_media, bitrate, track_bitrate);

  static constexpr vex::Rule low_bitrate{"low_bitrate",
                                         vex::Severity::warning,
                                         "The bitrate is below the configured min_bitrate.",
                                         "bps",
                                         {nullptr, "30s", "30s"}};
  static constexpr vex::Rule high_bitrate{"high_bitrate",
                                          vex::Severity::warning,
                                          "The bitrate is above the configured max_bitrate.",
                                          "bps",
                                          {nullptr, "30s", "30s"}};
  static constexpr auto rules = vex::rules(low_bitrate, high_bitrate);

  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_TRACK, VEX_EVENT_PACKET, VEX_EVENT_WINDOW, VEX_EVENT_RUN_END);

  explicit Traffic(const vex::Setup& setup);

  void on_track(const vex::Track& track) override;
  void on_packet(const vex::Packet& packet) override;
  void on_window(const vex::Window& window) override;
  void on_run_end(const vex::RunEnd&) override { emit_counts(); }
  void on_tick(vex::Nanos) override { emit_counts(); }

 private:
  void emit_counts();
  void judge(double total) const;

  const double min_bitrate_;
  const double max_bitrate_;
  TrackKinds kinds_;
  std::array<std::uint64_t, 3> bytes_{};  // since they were last emitted
  std::array<std::uint32_t, 3> packets_{};
  std::uint32_t keyframes_ = 0;
  vex::Nanos last_arrival_{};
  std::array<std::uint64_t, 3> window_bytes_{};
};

}  // namespace analyzers
