// The metrics of the original exporter, so that its dashboards and alerts continue to work.
#pragma once

#include <array>
#include <string_view>

#include "plugins/analyzers/compat/check.hpp"
#include "plugins/analyzers/compat/families.hpp"
#include "plugins/analyzers/variation.hpp"

namespace analyzers {

/// `corrected` takes the values from the analyzers before it; `exact` computes them from packets as
/// the original did. While a stream is down, only up, healthy, playable (all 0) and reconnect_count
/// are present.
class Compat final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"compat", "1.0.0",
                                  "Keeps the metrics of the original exporter alive"};

  static constexpr vex::Choice mode{"mode",
                                    "corrected",
                                    "Right values, the original's own formulas, or no such metrics",
                                    {"corrected", "exact", "off"}};
  static constexpr auto options = vex::options(mode);

  static constexpr auto metrics = vex::metrics(
      families::up, families::healthy, families::playable, families::total_packets,
      families::video_packets, families::audio_packets, families::keyframes, families::bitrate_bps,
      families::bitrate_kbps, families::avg_bitrate_bps, families::framerate, families::response_ms,
      families::gop_size, families::quality_score, families::stability_score, families::rtt_ms,
      families::packet_loss_ratio, families::network_jitter_ms, families::reconnect_count);

  static constexpr auto after = vex::words("traffic", "tracks", "framerate", "gop", "timing",
                                           "stability", "rtp", "ts", "health");
  static constexpr auto lifetime = vex::Lifetime::stream;
  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_RUN_BEGIN, VEX_EVENT_PHASE, VEX_EVENT_FORMAT, VEX_EVENT_TRACK,
                 VEX_EVENT_PACKET, VEX_EVENT_WINDOW, VEX_EVENT_TRANSPORT, VEX_EVENT_METRIC,
                 VEX_EVENT_STATE, VEX_EVENT_HEALTH, VEX_EVENT_RUN_END);

  explicit Compat(const vex::Setup& setup);

  void on_run_begin(const vex::RunBegin& begin) override;
  void on_phase(const vex::Phase& phase) override;
  void on_format(const vex::Format& format) override;
  void on_track(const vex::Track& track) override { kinds_.add(track); }
  void on_packet(const vex::Packet& packet) override;
  void on_window(const vex::Window& window) override;
  void on_transport(const vex::Transport& transport) override;
  void on_sample(const vex::Sample& sample) override;
  void on_state(const vex::State& state) override;
  void on_health(const vex::Health& health) override;
  void on_run_end(const vex::RunEnd& end) override;
  void on_tick(vex::Nanos) override;

 private:
  enum class Mode { corrected, exact, off };
  using Values = std::array<double, family_count>;

  struct Counts {
    std::uint64_t total = 0;
    std::uint64_t video = 0;
    std::uint64_t audio = 0;
    std::uint64_t keyframes = 0;
  };

  /// The bitrates and durations of the last ten windows.
  struct Average {
    void add(double bitrate, double length) noexcept;
    [[nodiscard]] double value() const noexcept;

    std::array<double, 10> bits{};
    std::array<double, 10> seconds{};
    std::size_t next = 0;
  };

  double& at(Compatible family) { return values_[static_cast<std::size_t>(family)]; }
  void take_counts(const Counts& counts);
  void take_running_counts();
  void take_rtp(Compatible family, const vex::Sample& sample, double factor);
  void finish_window(double length);
  void finish_check();
  void set_up(vex::Known up);
  void publish();

  const Mode mode_;
  const std::string_view name_;
  const std::string_view url_;
  TrackKinds kinds_;
  bool has_arrival_times_ = true;
  bool has_tags_ = false;                   // carried by FLV
  bool has_window_ = false;                 // of this run
  bool has_figures_ = false;                // of a window since the stream came up
  vex::Known up_ = vex::Known::unknown;     // as published
  vex::Known state_ = vex::Known::unknown;  // as decided by the exporter
  std::uint64_t recoveries_ = 0;            // changes from bad to good
  vex::Nanos requests_{};                   // sum of the run's request phases

  Counts counts_;  // of the current window
  double bitrate_ = vex::absent;
  bool responds_with_media_ =
      false;             // RTMP: its answer to play comes whether there is media or not
  bool is_rtp_ = false;  // jitter and loss come from RTP
  Average average_;
  Check check_;
  LastTen checks_;

  vex::MetricOf bitrate_row_{"bitrate"};
  vex::MetricOf framerate_row_{"framerate"};
  vex::MetricOf gop_row_{"gop_frames"};
  vex::MetricOf jitter_row_{"arrival_jitter"};
  vex::MetricOf rtp_jitter_row_{"rtp_jitter"};
  vex::MetricOf rtp_loss_row_{"rtp_loss"};
  vex::MetricOf stability_row_{"stability_level"};
  vex::MetricOf ts_loss_row_{"ts_loss"};

  Values values_;
  Values published_;
};

}  // namespace analyzers
