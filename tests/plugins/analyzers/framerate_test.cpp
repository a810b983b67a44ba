#include "plugins/analyzers/framerate.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using Bench = vex::test::AnalyzerBench<analyzers::Framerate>;

class FramerateAnalyzer : public testing::Test {
 protected:
  FramerateAnalyzer() { bench.send(video_track); }
  Bench bench;
};

TEST_F(FramerateAnalyzer, divides_steps_by_the_time_between_first_and_last) {
  send_frames(bench, 0s, 250);  // 249 steps in 9.96 s
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.series(), ElementsAre(Pair("framerate_hertz", 25)));
}

TEST_F(FramerateAnalyzer, is_exact_for_ntsc_in_whole_milliseconds) {
  for (int i = 0; i < 300; ++i) bench.send(frame(std::chrono::milliseconds(i * 1001 / 30)));
  bench.send(window(0s, 10010ms));
  EXPECT_THAT(bench.value("framerate_hertz"), Optional(DoubleNear(29.97, 0.005)));
}

TEST_F(FramerateAnalyzer, counts_a_repeated_timestamp_once) {
  for (int i = 0; i < 250; ++i) {
    bench.send(frame(i * 40ms));
    bench.send(frame(i * 40ms));
  }
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("framerate_hertz"), Optional(25));
}

TEST_F(FramerateAnalyzer, leaves_out_the_gop_cache) {
  for (int i = 0; i < 100; ++i) bench.send(burst(frame(i * 20ms)));
  send_frames(bench, 2s, 250);
  bench.send(window(2s, 12s));
  EXPECT_THAT(bench.value("framerate_hertz"), Optional(25));
}

TEST_F(FramerateAnalyzer, leaves_out_parameter_sets) {
  vex::Packet parameters = frame(0s);
  parameters.config = true;
  bench.send(parameters);
  send_frames(bench, 5s, 125);
  bench.send(window(5s, 10s));
  EXPECT_THAT(bench.value("framerate_hertz"), Optional(25));
}

TEST_F(FramerateAnalyzer, measures_the_first_video_track_alone) {
  bench.send(vex::Track{.id = 9, .kind = vex::Track::video});
  for (int i = 0; i < 250; ++i) {
    bench.send(frame(i * 40ms));
    vex::Packet other = frame(i * 40ms + 20ms);
    other.track = 9;
    bench.send(other);
  }
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("framerate_hertz"), Optional(25));
}

TEST_F(FramerateAnalyzer, is_absent_after_a_window_with_one_frame) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  bench.send(frame(10s));
  bench.send(window(10s, 20s));
  EXPECT_EQ(bench.value("framerate_hertz"), std::nullopt);
}

TEST_F(FramerateAnalyzer, discards_a_broken_window) {
  send_frames(bench, 100s, 10);
  bench.send(window(100s, 101s, vex::Window::broken));
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("framerate_hertz"), Optional(25));
}

TEST_F(FramerateAnalyzer, accepts_nine_tenths_of_the_nominal_rate) {
  for (int i = 0; i < 226; ++i) bench.send(frame(i * 44444444ns));  // 22.5 Hz and a little more
  bench.send(window(0s, 10s));
  EXPECT_FALSE(bench.is_broken("low_framerate"));
}

TEST_F(FramerateAnalyzer, finds_less_than_nine_tenths_of_the_nominal_rate) {
  send_frames(bench, 0s, 200, 50ms);
  bench.send(window(0s, 10s));
  EXPECT_TRUE(bench.is_broken("low_framerate"));
  EXPECT_NEAR(bench.finding("low_framerate")->value, 0.8, 1e-9);
  EXPECT_EQ(bench.finding("low_framerate")->limit, 0.9);
}

TEST_F(FramerateAnalyzer, recovers) {
  send_frames(bench, 0s, 200, 50ms);
  bench.send(window(0s, 10s));
  send_frames(bench, 10s, 250);
  bench.send(window(10s, 20s));
  EXPECT_FALSE(bench.is_broken("low_framerate"));
}

TEST(FramerateLimit, cannot_be_judged_without_a_nominal_rate) {
  Bench bench;
  bench.send(vex::Track{.id = video_id, .kind = vex::Track::video});
  send_frames(bench, 0s, 20, 500ms);
  bench.send(window(0s, 10s));
  EXPECT_FALSE(bench.finding("low_framerate"));
}

TEST(FramerateLimit, is_the_configured_share) {
  Bench bench({.limits = {{"low_framerate", "0.5"}}});
  bench.send(video_track);
  send_frames(bench, 0s, 200, 50ms);
  bench.send(window(0s, 10s));
  EXPECT_FALSE(bench.is_broken("low_framerate"));
}

TEST(FramerateOfAudio, does_not_exist) {
  Bench bench;
  bench.send(audio_track);
  bench.send(sound(0s));
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.series(), IsEmpty());
}

}  // namespace
