#include "plugins/analyzers/health.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using vex::Known;
using vex::Quality;
using Bench = vex::test::AnalyzerBench<analyzers::Health>;

void begin(Bench& bench) {
  bench.send(vex::RunBegin{.time = start});
  bench.send(vex::State{.up = Known::unknown});
}

void become(Bench& bench, Known up) { bench.send(vex::State{.time = start, .up = up}); }

void send_window(Bench& bench, double bitrate, double framerate) {
  bench.send_sample("bitrate", bitrate);
  bench.send_sample("framerate", framerate);
  bench.send(window(0s, 10s));
}

/// A stream that is up, playable, and has had a good window.
class HealthyStream : public testing::Test {
 protected:
  HealthyStream() {
    begin(bench);
    bench.send(video_track);
    become(bench, Known::yes);
    send_frames(bench, 0s, 51);
    send_window(bench, 1e6, 25);
  }
  Bench bench;
};

TEST_F(HealthyStream, is_playable_good_and_healthy) {
  EXPECT_EQ(bench.health(), (vex::Health{Known::yes, Quality::good, Known::yes}));
}

TEST_F(HealthyStream, says_so_once) {
  const std::size_t before = bench.recording.events().size();
  send_window(bench, 1.1e6, 25);
  bench.tick();
  EXPECT_EQ(bench.recording.events().size(), before);
}

TEST_F(HealthyStream, is_not_healthy_while_a_warning_fires) {
  bench.fire("low_framerate", vex::Severity::warning);
  EXPECT_EQ(bench.health().healthy, Known::no);
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST_F(HealthyStream, is_healthy_again_when_it_is_resolved) {
  bench.fire("low_framerate", vex::Severity::warning);
  bench.resolve("low_framerate", vex::Severity::warning);
  EXPECT_EQ(bench.health().healthy, Known::yes);
}

TEST_F(HealthyStream, stays_ill_until_all_findings_are_resolved) {
  bench.fire("low_framerate", vex::Severity::warning);
  bench.fire("starving", vex::Severity::critical);
  bench.resolve("low_framerate", vex::Severity::warning);
  EXPECT_EQ(bench.health().healthy, Known::no);
}

TEST_F(HealthyStream, takes_information_for_no_illness) {
  bench.fire("track_changed", vex::Severity::info);
  EXPECT_EQ(bench.health().healthy, Known::yes);
}

TEST_F(HealthyStream, is_neither_playable_nor_healthy_when_down) {
  become(bench, Known::no);
  EXPECT_EQ(bench.health(), (vex::Health{Known::no, Quality::unknown, Known::no}));
}

TEST_F(HealthyStream, is_not_judged_when_it_is_not_measured) {
  become(bench, Known::unknown);
  EXPECT_EQ(bench.health(), (vex::Health{}));
}

TEST_F(HealthyStream, has_to_prove_itself_after_a_reconnection) {
  become(bench, Known::no);
  bench.send(vex::RunBegin{.run = 2});
  become(bench, Known::no);
  bench.send(video_track);
  become(bench, Known::yes);
  EXPECT_EQ(bench.health().playable, Known::unknown);
  send_frames(bench, 0s, 51);
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST_F(HealthyStream, keeps_its_judgement_between_samples) {
  bench.send(vex::RunEnd{.status = VEX_OK});
  bench.send(vex::RunBegin{.run = 2, .mode = vex::Mode::sampled});
  become(bench, Known::yes);
  EXPECT_EQ(bench.health(), (vex::Health{Known::yes, Quality::good, Known::yes}));
}

struct Window {
  const char* name;
  double framerate;
  double bitrate;
  Quality quality;
};

class Qualities : public testing::TestWithParam<Window> {};

TEST_P(Qualities, follow_frame_rate_and_bitrate) {
  Bench bench;
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  send_frames(bench, 0s, 51);
  send_window(bench, GetParam().bitrate, GetParam().framerate);
  EXPECT_EQ(bench.health().quality, GetParam().quality);
}

INSTANTIATE_TEST_SUITE_P(Health, Qualities,
                         testing::Values(Window{"good", 23.9, 600'000, Quality::good},
                                         Window{"film", 23.976, 3e6, Quality::good},
                                         Window{"fewer_bits", 25, 599'999, Quality::fair},
                                         Window{"fewer_frames", 23.8, 600'000, Quality::fair},
                                         Window{"fair", 20, 400'000, Quality::fair},
                                         Window{"few_bits", 25, 399'999, Quality::poor},
                                         Window{"few_frames", 19.9, 1e6, Quality::poor},
                                         Window{"no_frames", vex::absent, 1e6, Quality::poor},
                                         Window{"not_measured", 25, vex::absent, Quality::unknown}),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(HealthAnalyzer, takes_thresholds_from_the_configuration) {
  Bench bench({.options = {{"good_bitrate", "3000000"}}});
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  send_frames(bench, 0s, 51);
  send_window(bench, 2e6, 25);
  EXPECT_EQ(bench.health().quality, Quality::fair);
}

TEST(HealthAnalyzer, knows_nothing_before_the_state_does) {
  Bench bench;
  begin(bench);
  EXPECT_EQ(bench.health(), (vex::Health{}));
}

TEST(HealthAnalyzer, needs_two_keyframes) {
  Bench bench;
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  send_frames(bench, 0s, 50);
  EXPECT_EQ(bench.health().playable, Known::unknown);
  bench.send(frame(2s, true));
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST(HealthAnalyzer, needs_more_than_ten_video_packets) {
  Bench bench;
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  send_frames(bench, 0s, 10, 40ms, 5);
  EXPECT_EQ(bench.health().playable, Known::unknown);
  bench.send(frame(400ms));
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST(HealthAnalyzer, counts_what_the_gop_cache_sent) {
  Bench bench;
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  for (int i = 0; i < 11; ++i) bench.send(burst(frame(i * 40ms, i % 5 == 0)));
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST(HealthAnalyzer, finds_a_stream_without_keyframes_not_playable) {
  Bench bench;
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  for (int i = 0; i < 250; ++i) bench.send(frame(i * 40ms));
  send_window(bench, 1e6, 25);
  bench.tick();
  EXPECT_EQ(bench.health(), (vex::Health{Known::no, Quality::good, Known::no}));
}

TEST(HealthAnalyzer, waits_for_the_keyframe_that_closes_a_long_group) {
  Bench bench;
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  send_frames(bench, 0s, 300, 40ms, 1000);
  send_window(bench, 1e6, 25);
  EXPECT_EQ(bench.health().playable, Known::unknown);
  bench.send(frame(12s, true));
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST(HealthAnalyzer, needs_ten_audio_packets_where_there_is_no_video) {
  Bench bench;
  begin(bench);
  bench.send(audio_track);
  become(bench, Known::yes);
  for (int i = 0; i < 9; ++i) bench.send(sound(i * 20ms));
  EXPECT_EQ(bench.health().playable, Known::unknown);
  bench.send(sound(180ms));
  EXPECT_EQ(bench.health().playable, Known::yes);
}

TEST(HealthAnalyzer, knows_no_quality_of_sound) {
  Bench bench;
  begin(bench);
  bench.send(audio_track);
  become(bench, Known::yes);
  for (int i = 0; i < 500; ++i) bench.send(sound(i * 20ms));
  bench.send_sample("bitrate", 64'000);
  bench.send(window(0s, 10s));
  EXPECT_EQ(bench.health(), (vex::Health{Known::yes, Quality::unknown, Known::yes}));
}

TEST(HealthAnalyzer, judges_a_sample_when_it_ends) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start, .mode = vex::Mode::sampled});
  become(bench, Known::unknown);
  bench.send(video_track);
  for (int i = 0; i < 250; ++i) bench.send(frame(i * 40ms));
  bench.send_sample("bitrate", 1e6);
  bench.send_sample("framerate", 25);
  bench.send(window(0s, 10s, vex::Window::sample));
  become(bench, Known::yes);
  bench.send(vex::RunEnd{.status = VEX_OK});
  EXPECT_EQ(bench.health(), (vex::Health{Known::no, Quality::good, Known::no}));
}

TEST(HealthAnalyzer, judges_a_sample_that_was_too_short_for_a_window) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start, .mode = vex::Mode::sampled});
  bench.send(video_track);
  bench.send(frame(0s));
  become(bench, Known::yes);
  bench.send(vex::RunEnd{.status = VEX_OK});
  EXPECT_EQ(bench.health().playable, Known::no);
}

TEST(HealthAnalyzer, recovers_in_the_sample_after_a_failed_one) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start, .mode = vex::Mode::sampled});
  become(bench, Known::no);
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send_sample("bitrate", 1e6);
  bench.send_sample("framerate", 25);
  bench.send(window(0s, 10s, vex::Window::sample));
  EXPECT_EQ(bench.health(), (vex::Health{Known::no, Quality::unknown, Known::no}));
  become(bench, Known::yes);
  EXPECT_EQ(bench.health(), (vex::Health{Known::yes, Quality::good, Known::yes}));
}

TEST(HealthAnalyzer, needs_as_many_keyframes_as_configured) {
  Bench bench({.options = {{"min_keyframes", "1"}}});
  begin(bench);
  bench.send(video_track);
  become(bench, Known::yes);
  send_frames(bench, 0s, 11);
  EXPECT_EQ(bench.health().playable, Known::yes);
}

}  // namespace
