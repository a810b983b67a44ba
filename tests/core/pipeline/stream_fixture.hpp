// A stream with an analyzer of the test's own behind it, driven like a probe and a scheduler would.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vex/vex.hpp>

#include "core/pipeline/stream.hpp"
#include "tests/core/pipeline/fake_surroundings.hpp"

namespace core::pipeline {

inline constexpr vex_time a_second = 1'000'000'000;
inline constexpr vex_time a_frame = 40'000'000;

/// Settings without values for a plugin that has no options and no rules.
inline plugin::SettingsPtr plain_settings(const vex_plugin& plugin) {
  auto settings = std::make_shared<plugin::Settings>(plugin);
  for (const vex_rule* const* rule = plugin.rules; *rule != nullptr; ++rule) {
    settings->add_rule({true, (*rule)->severity, 0, 0, 0});
  }
  return settings;
}

/// The descriptor of the probe in whose name the fixture emits.
class ScriptedProbe final : public vex::Probe {
 public:
  static constexpr vex::Info info{"scripted", "1.0.0", "Emits what a test tells it"};
  static constexpr vex::Gauge level{"level", "", "A level"};
  static constexpr auto metrics = vex::metrics(level);

  using Probe::Probe;
  explicit ScriptedProbe(const vex::Setup& setup) : Probe(setup) {}
  void run(const vex::Run&) override {}
};

class StreamTest : public testing::Test {
 protected:
  template <class... Analyzers>
  void watch() {
    auto watch = std::make_shared<config::Watch>();
    (watch->analyzers.push_back(plain_settings(vex::detail::descriptor<Analyzers>)), ...);
    watch->mode = mode_;
    target_ = std::make_shared<const Target>(
        TargetTexts{"cup", "a", "cup_origin_a", "http://origin/a.flv", "http", "origin", 80, {}});
    stream_.emplace(target_, watch, around_, slot_, told_before_);
  }

  void emit(const auto& event) {
    const auto abi = vex::detail::to_abi(event);
    stream_->take(abi.head, *probe_);
  }

  /// A video track, and frames of 25 fps on time, a keyframe each second.
  void play(int frames) {
    if (!has_track_) emit(vex::Track{.id = 1, .kind = vex::Track::video, .codec = "h264"});
    has_track_ = true;
    for (int i = 0; i < frames; ++i) {
      around_.time += a_frame;
      dts_ += a_frame;
      emit(vex::Packet{.track = 1, .key = frames_ % 25 == 0, .dts = vex::Nanos(dts_), .size = 100});
      ++frames_;
    }
  }

  void begin(std::uint32_t mode = VEX_MODE_CONTINUOUS) {
    has_track_ = false;
    stream_->begin_run(mode);
  }
  void fail(vex::Reason reason, const std::string& sentence, bool settled = true) {
    stream_->end_run({VEX_E_FAILED, reason, sentence}, settled);
  }

  [[nodiscard]] const vex_stream_snapshot& snapshot() {
    stream_->publish_snapshot();
    latest_ = slot_.load();
    return latest_->abi();
  }

  /// The value of a series of the snapshot by metric name and first label.
  [[nodiscard]] std::optional<double> value(std::string_view name, std::string_view label = {}) {
    const vex_stream_snapshot& now = snapshot();
    for (std::size_t i = 0; i < now.series_count; ++i) {
      const vex_series& series = now.series[i];
      if (series.metric->name != name) continue;
      if (!label.empty() && vex::text(series.labels[0]) != label) continue;
      return now.values[i];
    }
    return std::nullopt;
  }

  config::Mode mode_ = config::Mode::continuous;
  FakeSurroundings around_;
  SnapshotSlot slot_;
  LastTold told_before_;
  TargetPtr target_;
  plugin::SettingsPtr probe_ = plain_settings(vex::detail::descriptor<ScriptedProbe>);
  std::optional<Stream> stream_;
  StreamSnapshotPtr latest_;
  vex_time dts_ = 0;
  int frames_ = 0;
  bool has_track_ = false;
};

}  // namespace core::pipeline
