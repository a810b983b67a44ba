// The tracks of a stream.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "plugins/analyzers/track_kinds.hpp"

namespace analyzers {

/// Publishes the size and rates of the first video and audio track, and finds tracks that go
/// missing or change. It lives as long as the stream is watched, so that a track that does not
/// return after a reconnect is noticed, too.
class Tracks final : public vex::Analyzer {
 public:
  static constexpr vex::Info info{"tracks", "1.0.0",
                                  "Describes the tracks and notices when one goes missing"};

  static constexpr vex::Gauge width{"width", "pixels", "Width of the picture, cropping applied."};
  static constexpr vex::Gauge height{"height", "pixels",
                                     "Height of the picture, cropping applied."};
  static constexpr vex::Gauge framerate{"nominal_framerate", "hertz",
                                        "Frame rate that the bitstream announces."};
  static constexpr vex::Gauge sample_rate{"audio_sample_rate", "hertz",
                                          "Audio samples per second and channel."};
  static constexpr vex::Gauge channels{"audio_channels", "", "Number of audio channels."};
  static constexpr auto metrics = vex::metrics(width, height, framerate, sample_rate, channels);

  static constexpr vex::Rule video_missing{
      "video_missing",
      vex::Severity::critical,
      "The stream goes on without the video that it announced or had before.",
      "seconds",
      {"5s", "0s", "10s"}};
  static constexpr vex::Rule audio_missing{
      "audio_missing",
      vex::Severity::warning,
      "The stream goes on without the audio that it announced or had before.",
      "seconds",
      {"5s", "5s", "10s"}};
  static constexpr vex::Rule track_changed{"track_changed",
                                           vex::Severity::info,
                                           "The codec, size or rate of a track has changed.",
                                           "",
                                           {nullptr, "0s", "60s"}};
  static constexpr auto rules = vex::rules(video_missing, audio_missing, track_changed);

  static constexpr auto lifetime = vex::Lifetime::stream;
  static constexpr std::uint64_t wants =
      vex::wants(VEX_EVENT_RUN_BEGIN, VEX_EVENT_FORMAT, VEX_EVENT_TRACK, VEX_EVENT_PACKET,
                 VEX_EVENT_WINDOW, VEX_EVENT_STATE, VEX_EVENT_RUN_END);

  explicit Tracks(const vex::Setup& setup);

  void on_run_begin(const vex::RunBegin& begin) override;
  void on_format(const vex::Format& format) override;
  void on_track(const vex::Track& track) override;
  void on_packet(const vex::Packet& packet) override;
  void on_window(const vex::Window&) override { judge(); }
  void on_state(const vex::State& state) override;
  void on_run_end(const vex::RunEnd&) override { judge(); }
  void on_tick(vex::Nanos) override;

 private:
  struct Facts {
    std::string codec;
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    double framerate = 0;
    std::uint32_t sample_rate = 0;
    std::uint32_t channels = 0;
  };

  void forget_packets();
  void show(const Facts& facts, Kind kind) const;
  void report_changes(Kind kind, const Facts& was, const Facts& is);
  void judge();
  void judge(Kind kind, const vex::Rule& rule, double limit, bool& is_missing);
  void call_off(const vex::Rule& rule, bool& is_missing);

  const double longest_without_video_;
  const double longest_without_audio_;
  TrackKinds kinds_;
  double segment_ = 0;  // seconds; 0: media does not come in segments
  bool is_live_ = true;
  std::array<std::optional<Facts>, 2> known_;  // for video and audio, from this or an earlier run
  std::array<std::optional<vex::Nanos>, 3> last_;
  std::optional<vex::Nanos> first_;   // of any track in this run
  std::optional<vex::Nanos> newest_;  // by arrival, or by timestamp if that is meaningless
  bool video_is_missing_ = false;
  bool audio_is_missing_ = false;
  bool has_changed_ = false;
};

}  // namespace analyzers
