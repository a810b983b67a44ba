#include "sinks/log/check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vex/cpp/test/sink_state.hpp>

namespace sinks::log {
namespace {

using vex::test::StreamState;

constexpr vex::Gauge response{"response_ms", "", "", {"name", "url"}};
constexpr vex::Gauge phase{"phase", "seconds", "", {"phase"}};
constexpr vex::Gauge bitrate{"bitrate", "bps", "", {}, vex::internal};
constexpr vex::Gauge compat_bitrate{"bitrate_bps", "", "", {"name", "url"}};
constexpr vex::Counter packets{"packets", "", "", {"track"}};
constexpr vex::Gauge gop{"gop_frames", "", "", {"stat"}};
constexpr vex::Gauge stability{"stability_level", "", "", {}, vex::internal};

Check check_of(StreamState& stream) { return CheckReader().read(stream.view(), 1); }

TEST(Check, takes_the_figures_of_the_original_exporter_first) {
  StreamState stream("p", "a");
  stream.sample(bitrate, 100)
      .sample(compat_bitrate, 200, {"n", "u"})
      .sample(phase, 0.5, {"request"})
      .sample(response, 150, {"n", "u"});
  const Check check = check_of(stream);
  EXPECT_EQ(check.figures[bitrate_bps], 200);
  EXPECT_EQ(check.figures[response_ms], 150);
}

TEST(Check, takes_our_own_figures_where_those_are_off) {
  StreamState stream("p", "a");
  stream.up()
      .sample(bitrate, 100)
      .sample(phase, 0.2, {"connect"})
      .sample(phase, 0.5, {"request"})
      .sample(packets, 40, {"audio"})
      .sample(packets, 25, {"video"})
      .sample(gop, 90, {"max"})
      .sample(gop, 50, {"last"})
      .sample(stability, 1);
  const Check check = check_of(stream);
  EXPECT_EQ(check.figures[bitrate_bps], 100);
  EXPECT_EQ(check.figures[response_ms], 500);
  EXPECT_EQ(check.figures[video_packets], 25);
  EXPECT_EQ(check.figures[gop_frames], 50);
  EXPECT_EQ(stability_word(check), "moderate");
}

TEST(Check, does_not_take_counts_since_the_start_for_those_of_a_failed_check) {
  StreamState stream("p", "a");
  stream.down(vex::Reason::connect, "refused").sample(packets, 25, {"video"});
  EXPECT_TRUE(std::isnan(check_of(stream).figures[video_packets]));
}

TEST(Check, knows_nothing_of_a_stream_without_series) {
  StreamState stream("p", "a");
  const Check check = check_of(stream);
  for (const double figure : check.figures) EXPECT_TRUE(std::isnan(figure));
  EXPECT_EQ(check.playable, vex::Known::unknown);
  EXPECT_EQ(quality_word(check), "");
}

TEST(Check, shows_the_first_video_track) {
  StreamState stream("p", "a");
  stream.track({.id = 1, .kind = vex::Track::audio, .codec = "aac"})
      .track({.id = 2, .kind = vex::Track::video, .codec = "hevc", .width = 1280, .height = 720})
      .track({.id = 3, .kind = vex::Track::video, .codec = "av1"});
  const Check check = check_of(stream);
  EXPECT_EQ(check.video_codec, "hevc");
  EXPECT_EQ(check.width, 1280U);
  EXPECT_EQ(check.height, 720U);
}

TEST(Check, is_not_playable_while_the_stream_is_down) {
  StreamState stream("p", "a");
  stream.down(vex::Reason::stalled, "no media")
      .health({.playable = vex::Known::yes, .quality = vex::Quality::good});
  EXPECT_EQ(check_of(stream).playable, vex::Known::no);
}

}  // namespace
}  // namespace sinks::log
