#include "plugins/analyzers/traffic.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::DoubleEq;
using testing::Optional;
using Bench = vex::test::AnalyzerBench<analyzers::Traffic>;

class TrafficAnalyzer : public testing::Test {
 protected:
  TrafficAnalyzer() {
    bench.send(video_track);
    bench.send(audio_track);
  }
  Bench bench;
};

TEST_F(TrafficAnalyzer, starts_counters_at_zero_for_every_track) {
  EXPECT_THAT(bench.value("packets_total{track=audio}"), Optional(0));
  EXPECT_THAT(bench.value("media_bytes_total{track=audio}"), Optional(0));
  EXPECT_THAT(bench.value("keyframes_total"), Optional(0));
}

TEST_F(TrafficAnalyzer, counts_packets_by_kind_of_track) {
  send_frames(bench, 0s, 3);
  bench.send(sound(0s));
  bench.tick();
  EXPECT_THAT(bench.value("packets_total{track=video}"), Optional(3));
  EXPECT_THAT(bench.value("packets_total{track=audio}"), Optional(1));
}

TEST_F(TrafficAnalyzer, adds_up_tracks_of_a_kind) {
  bench.send(vex::Track{.id = 7, .kind = vex::Track::audio});
  bench.send(sound(0s));
  bench.send(vex::Packet{.time = start, .track = 7, .size = 50});
  bench.tick();
  EXPECT_THAT(bench.value("packets_total{track=audio}"), Optional(2));
  EXPECT_THAT(bench.value("media_bytes_total{track=audio}"), Optional(150));
}

TEST_F(TrafficAnalyzer, counts_payload_bytes) {
  bench.send(frame(0s, true, 5000));
  bench.send(frame(40ms, false, 700));
  bench.tick();
  EXPECT_THAT(bench.value("media_bytes_total{track=video}"), Optional(5700));
}

TEST_F(TrafficAnalyzer, counts_keyframes_of_video_alone) {
  bench.send(frame(0s, true));
  bench.send(vex::Packet{.time = start, .track = audio_id, .key = true});
  bench.tick();
  EXPECT_THAT(bench.value("keyframes_total"), Optional(1));
}

TEST_F(TrafficAnalyzer, counts_what_the_gop_cache_sent) {
  bench.send(burst(frame(0s, true)));
  bench.tick();
  EXPECT_THAT(bench.value("packets_total{track=video}"), Optional(1));
  EXPECT_THAT(bench.value("keyframes_total"), Optional(1));
}

TEST_F(TrafficAnalyzer, leaves_out_parameter_sets) {
  bench.send(
      vex::Packet{.time = start, .track = video_id, .key = true, .config = true, .size = 40});
  bench.tick();
  EXPECT_THAT(bench.value("packets_total{track=video}"), Optional(0));
  EXPECT_THAT(bench.value("media_bytes_total{track=video}"), Optional(0));
}

TEST_F(TrafficAnalyzer, leaves_out_packets_of_unknown_tracks) {
  const auto before = bench.series();
  bench.send(vex::Packet{.time = start, .track = 99, .size = 10});
  bench.tick();
  EXPECT_EQ(bench.series(), before);
}

TEST_F(TrafficAnalyzer, emits_what_was_counted_when_the_run_ends) {
  bench.send(frame(0s));
  bench.send(vex::RunEnd{.time = start + 1s});
  EXPECT_THAT(bench.value("packets_total{track=video}"), Optional(1));
}

TEST_F(TrafficAnalyzer, emits_nothing_per_packet) {
  const std::size_t before = bench.recording.events().size();
  send_frames(bench, 0s, 100);
  EXPECT_EQ(bench.recording.events().size(), before);
}

TEST_F(TrafficAnalyzer, shows_when_the_last_packet_arrived) {
  bench.send(frame(0s));
  const double arrived = vex::seconds(bench.clock.unix_now());
  bench.tick();
  EXPECT_THAT(bench.value("last_media_timestamp_seconds"), Optional(DoubleEq(arrived)));
}

TEST_F(TrafficAnalyzer, measures_the_bitrate_over_media_time) {
  send_frames(bench, 0s, 250);  // 250 x 1000 bytes in 10 s
  for (int i = 0; i < 100; ++i) bench.send(sound(i * 100ms));
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("bitrate_bps"), Optional(208'000));
  EXPECT_THAT(bench.value("track_bitrate_bps{track=video}"), Optional(200'000));
  EXPECT_THAT(bench.value("track_bitrate_bps{track=audio}"), Optional(8'000));
}

TEST_F(TrafficAnalyzer, leaves_the_gop_cache_out_of_the_bitrate) {
  bench.send(burst(frame(0s, true, 1'000'000)));
  send_frames(bench, 40ms, 250);
  bench.send(window(40ms, 10040ms));
  EXPECT_THAT(bench.value("bitrate_bps"), Optional(200'000));
}

TEST_F(TrafficAnalyzer, measures_each_window_by_itself) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  send_frames(bench, 10s, 125, 80ms);
  bench.send(window(10s, 20s));
  EXPECT_THAT(bench.value("bitrate_bps"), Optional(100'000));
}

TEST_F(TrafficAnalyzer, discards_a_broken_window) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s, vex::Window::broken));
  EXPECT_EQ(bench.value("bitrate_bps"), std::nullopt);
  send_frames(bench, 20s, 250);
  bench.send(window(20s, 30s));
  EXPECT_THAT(bench.value("bitrate_bps"), Optional(200'000));
}

TEST_F(TrafficAnalyzer, judges_no_bitrate_unless_told_to) {
  send_frames(bench, 0s, 1);
  bench.send(window(0s, 10s));
  EXPECT_FALSE(bench.finding("low_bitrate"));
  EXPECT_FALSE(bench.finding("high_bitrate"));
}

TEST(TrafficLimits, finds_a_bitrate_below_the_least) {
  Bench bench({.options = {{"min_bitrate", "200001"}}});
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_TRUE(bench.is_broken("low_bitrate"));
  EXPECT_EQ(bench.finding("low_bitrate")->value, 200'000);
}

TEST(TrafficLimits, accepts_the_least_bitrate_itself) {
  Bench bench({.options = {{"min_bitrate", "200000"}}});
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_FALSE(bench.is_broken("low_bitrate"));
}

TEST(TrafficLimits, finds_a_bitrate_above_the_most) {
  Bench bench({.options = {{"max_bitrate", "199999"}}});
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_TRUE(bench.is_broken("high_bitrate"));
}

}  // namespace
