#include <string>

#include "plugins/analyzers/compat/compat.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using vex::Known;

/// Keys without the labels, which are the same for all families.
class Bench : public vex::test::AnalyzerBench<analyzers::Compat> {
 public:
  explicit Bench(const char* mode) : AnalyzerBench({.options = {{"mode", mode}}}) {}

  [[nodiscard]] std::optional<double> of(const std::string& family) const {
    return value(family +
                 "{name=project1_example.com_stream-01_live_stream,"
                 "url=https://example.com/live/stream.flv}");
  }

  [[nodiscard]] std::map<std::string, double> families() const {
    std::map<std::string, double> all;
    for (const auto& [key, level] : series()) all[key.substr(0, key.find('{'))] = level;
    return all;
  }
};

class Compat : public testing::Test {
 protected:
  explicit Compat(const char* mode) : bench(mode) {
    bench.send(vex::RunBegin{.time = start});
    bench.send(vex::State{.time = start, .up = Known::unknown});
    bench.send(video_track);
    bench.send(audio_track);
  }

  void become(Known up) { bench.send(vex::State{.time = bench.clock.now(), .up = up}); }

  /// What the analyzers before this one say at a window's end.
  void send_window(vex::Nanos begin, vex::Nanos end, double bitrate) {
    bench.send_sample("bitrate", bitrate);
    bench.send_sample("framerate", 25);
    bench.send_sample("gop_frames", 50, {"stat", "last"});
    bench.send_sample("gop_frames", 75, {"stat", "max"});
    bench.send_sample("arrival_jitter", 0.001, {"stat", "median"});
    bench.send_sample("arrival_jitter", 0.004, {"stat", "p95"});
    bench.send(window(begin, end));
  }

  Bench bench;
};

struct CompatCorrected : Compat {
  CompatCorrected() : Compat("corrected") {}
};

struct CompatExact : Compat {
  CompatExact() : Compat("exact") {}
};

// Corrected

TEST_F(CompatCorrected, shows_every_family_of_a_stream_that_is_well) {
  become(Known::yes);
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 150ms});
  bench.send(vex::Transport{.rtt = 12500us});
  send_frames(bench, 0s, 250);
  for (int i = 0; i < 500; ++i) bench.send(sound(i * 20ms));
  bench.send_sample("stability_level", 2);
  bench.send(vex::Health{Known::yes, vex::Quality::good, Known::yes});
  send_window(0s, 10s, 2'500'500);
  // No packet loss: what TCP carries cannot be lost.
  EXPECT_THAT(
      bench.families(),
      ElementsAre(Pair("audio_packets", 500), Pair("avg_bitrate_bps", 2'500'500),
                  Pair("bitrate_bps", 2'500'500), Pair("bitrate_kbps", 2500.5),
                  Pair("framerate", 25), Pair("gop_size", 50), Pair("healthy", 1),
                  Pair("keyframes", 5), Pair("network_jitter_ms", 4), Pair("playable", 1),
                  Pair("quality_score", 2), Pair("reconnect_count", 0), Pair("response_ms", 150),
                  Pair("rtt_ms", 12.5), Pair("stability_score", 2), Pair("total_packets", 750),
                  Pair("up", 1), Pair("video_packets", 250)));
}

TEST_F(CompatCorrected, knows_no_up_before_it_was_measured) {
  bench.tick();
  EXPECT_THAT(bench.families(), ElementsAre(Pair("reconnect_count", 0)));
}

TEST_F(CompatCorrected, shows_the_running_window_until_the_first_is_over) {
  become(Known::yes);
  send_frames(bench, 0s, 60);
  bench.tick();
  EXPECT_THAT(bench.of("video_packets"), Optional(60));
  EXPECT_THAT(bench.of("keyframes"), Optional(2));
}

TEST_F(CompatCorrected, shows_the_last_window_from_then_on) {
  become(Known::yes);
  send_frames(bench, 0s, 250);
  send_window(0s, 10s, 1e6);
  send_frames(bench, 10s, 60);
  bench.tick();
  EXPECT_THAT(bench.of("video_packets"), Optional(250));
}

TEST_F(CompatCorrected, leaves_out_the_gop_cache_and_parameter_sets) {
  become(Known::yes);
  bench.send(burst(frame(0s, true)));
  vex::Packet parameters = frame(40ms);
  parameters.config = true;
  bench.send(parameters);
  bench.send(frame(40ms));
  bench.tick();
  EXPECT_THAT(bench.of("total_packets"), Optional(1));
}

TEST_F(CompatCorrected, weighs_the_average_by_time) {
  become(Known::yes);
  send_window(0s, 10s, 1e6);
  send_window(10s, 40s, 3e6);
  EXPECT_THAT(bench.of("avg_bitrate_bps"), Optional(2.5e6));
}

TEST_F(CompatCorrected, averages_the_last_ten_windows) {
  become(Known::yes);
  send_window(0s, 10s, 9e6);
  for (int i = 1; i <= 10; ++i) send_window(i * 10s, (i + 1) * 10s, 1e6);
  EXPECT_THAT(bench.of("avg_bitrate_bps"), Optional(1e6));
}

TEST_F(CompatCorrected, takes_the_last_request_for_the_response_time) {
  become(Known::yes);
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 100ms});
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 30ms});
  bench.send(vex::Phase{.step = vex::Phase::connect, .duration = 7ms});
  bench.tick();
  EXPECT_THAT(bench.of("response_ms"), Optional(30));
}

TEST_F(CompatCorrected, takes_the_first_media_for_the_response_of_rtmp) {
  become(Known::yes);
  bench.send(vex::Phase{.step = vex::Phase::handshake, .duration = 5ms});
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 30ms});
  bench.send(vex::Format{.protocol = "rtmp", .container = "flv"});
  bench.send(vex::Phase{.step = vex::Phase::first_media, .duration = 12ms});
  bench.tick();
  EXPECT_THAT(bench.of("response_ms"), Optional(42));
}

TEST_F(CompatCorrected, has_no_round_trip_where_there_is_none) {
  become(Known::yes);
  bench.send(vex::Transport{.rtt = -1ns});
  bench.tick();
  EXPECT_EQ(bench.of("rtt_ms"), std::nullopt);
}

TEST_F(CompatCorrected, scores_quality) {
  become(Known::yes);
  bench.send(vex::Health{Known::yes, vex::Quality::poor, Known::yes});
  bench.tick();
  EXPECT_THAT(bench.of("quality_score"), Optional(0));
  bench.send(vex::Health{Known::yes, vex::Quality::fair, Known::yes});
  bench.tick();
  EXPECT_THAT(bench.of("quality_score"), Optional(1));
}

TEST_F(CompatCorrected, has_no_stability_before_the_third_window) {
  become(Known::yes);
  send_window(0s, 10s, 1e6);
  EXPECT_EQ(bench.of("stability_score"), std::nullopt);
}

TEST_F(CompatCorrected, shows_what_is_known_of_a_stream_that_is_down) {
  become(Known::yes);
  send_frames(bench, 0s, 250);
  send_window(0s, 10s, 1e6);
  bench.send(vex::Health{Known::no, vex::Quality::unknown, Known::no});
  become(Known::no);
  EXPECT_THAT(bench.families(), ElementsAre(Pair("healthy", 0), Pair("playable", 0),
                                            Pair("reconnect_count", 0), Pair("up", 0)));
}

TEST_F(CompatCorrected, says_so_of_a_stream_that_never_came_up) {
  become(Known::no);
  bench.send(vex::RunEnd{.reason = vex::Reason::connect});
  EXPECT_THAT(bench.of("up"), Optional(0));
  EXPECT_THAT(bench.of("healthy"), Optional(0));
}

TEST_F(CompatCorrected, holds_back_what_a_run_learns_until_it_is_up) {
  become(Known::no);
  bench.send(vex::RunBegin{.run = 2, .reconnects = 1});
  become(Known::no);
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 30ms});
  bench.tick();
  EXPECT_EQ(bench.of("response_ms"), std::nullopt);
  become(Known::yes);
  EXPECT_THAT(bench.of("response_ms"), Optional(30));
}

TEST_F(CompatCorrected, counts_reconnects) {
  become(Known::no);
  bench.send(vex::RunBegin{.run = 4, .reconnects = 3});
  bench.tick();
  EXPECT_THAT(bench.of("reconnect_count"), Optional(3));
}

TEST_F(CompatCorrected, takes_up_away_when_it_is_not_measured) {
  become(Known::yes);
  become(Known::unknown);
  EXPECT_EQ(bench.of("up"), std::nullopt);
}

TEST_F(CompatCorrected, has_the_loss_of_a_transport_stream) {
  bench.send_sample("ts_loss", 0.25);
  bench.tick();
  EXPECT_THAT(bench.of("packet_loss_ratio"), Optional(0.25));
}

TEST_F(CompatCorrected, prefers_the_loss_of_the_rtp_that_carries_a_transport_stream) {
  bench.send_sample("rtp_loss", 0.5, {"track", "data"});
  bench.send_sample("ts_loss", 0.25);
  bench.tick();
  EXPECT_THAT(bench.of("packet_loss_ratio"), Optional(0.5));
}

TEST_F(CompatCorrected, keeps_the_last_sample_until_the_next) {
  send_frames(bench, 0s, 250);
  send_window(0s, 10s, 1e6);
  become(Known::yes);
  bench.send(vex::RunEnd{.status = VEX_OK});
  bench.send(vex::RunBegin{.run = 2, .mode = vex::Mode::sampled});
  become(Known::yes);
  bench.tick();
  EXPECT_THAT(bench.of("video_packets"), Optional(250));
  EXPECT_THAT(bench.of("bitrate_bps"), Optional(1e6));
}

TEST_F(CompatCorrected, keeps_the_counts_of_the_last_sample_while_the_next_is_taken) {
  become(Known::yes);
  send_frames(bench, 0s, 250);
  send_window(0s, 10s, 1e6);
  bench.send(vex::RunEnd{.status = VEX_OK});
  bench.send(vex::RunBegin{.run = 2, .mode = vex::Mode::sampled});
  bench.send(video_track);
  send_frames(bench, 30s, 20);
  bench.tick();
  EXPECT_THAT(bench.of("video_packets"), Optional(250));
}

TEST_F(CompatCorrected, counts_the_running_window_after_an_outage) {
  become(Known::yes);
  send_frames(bench, 0s, 250);
  send_window(0s, 10s, 1e6);
  become(Known::no);
  bench.send(vex::RunBegin{.run = 2, .reconnects = 1});
  bench.send(video_track);
  become(Known::yes);
  send_frames(bench, 30s, 20);
  bench.tick();
  EXPECT_THAT(bench.of("video_packets"), Optional(20));
}

TEST_F(CompatCorrected, discards_a_broken_window) {
  become(Known::yes);
  send_frames(bench, 0s, 100);
  bench.send(window(0s, 4s, vex::Window::broken));
  send_frames(bench, 50s, 250);
  send_window(50s, 60s, 1e6);
  EXPECT_THAT(bench.of("video_packets"), Optional(250));
}

TEST_F(CompatCorrected, emits_changes_alone) {
  become(Known::yes);
  send_window(0s, 10s, 1e6);
  const std::size_t before = bench.recording.events().size();
  send_window(10s, 20s, 1e6);
  bench.tick();
  EXPECT_EQ(bench.recording.events().size(), before);
}

// Exact

TEST_F(CompatExact, shows_every_family_by_the_formulas_of_the_original) {
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 100ms});
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 50ms});
  bench.send(vex::Health{Known::yes, vex::Quality::good, Known::yes});
  send_frames(bench, 0s, 250, 40ms, 50, 10'000);  // 9.96 s from first to last
  bench.send(window(0s, 10s));
  // 250 x 80,000 bits / 9.96 s; 250 / 9.96 s = 25.1 Hz; one window is not stable yet.
  EXPECT_THAT(
      bench.families(),
      ElementsAre(Pair("audio_packets", 0), Pair("avg_bitrate_bps", DoubleNear(2'008'032.1, 0.1)),
                  Pair("bitrate_bps", DoubleNear(2'008'032.1, 0.1)),
                  Pair("bitrate_kbps", DoubleNear(2008.0321, 1e-4)),
                  Pair("framerate", DoubleNear(25.10, 0.001)), Pair("gop_size", 50),
                  Pair("healthy", 1), Pair("keyframes", 5),
                  Pair("network_jitter_ms", DoubleNear(0, 1e-6)), Pair("packet_loss_ratio", 0),
                  Pair("playable", 1), Pair("quality_score", 2), Pair("reconnect_count", 0),
                  Pair("response_ms", 150), Pair("rtt_ms", 150), Pair("stability_score", 0),
                  Pair("total_packets", 250), Pair("up", 1), Pair("video_packets", 250)));
}

TEST_F(CompatExact, is_up_with_the_first_packet) {
  bench.send(frame(0s));
  EXPECT_THAT(bench.of("up"), Optional(1));
  EXPECT_THAT(bench.of("healthy"), Optional(1));
}

TEST_F(CompatExact, stays_up_after_a_check_that_read_packets) {
  bench.send(frame(0s));
  become(Known::no);
  bench.send(vex::RunEnd{.reason = vex::Reason::stalled});
  EXPECT_THAT(bench.of("up"), Optional(1));
}

TEST_F(CompatExact, is_down_after_a_check_that_read_none) {
  become(Known::no);
  bench.send(vex::RunEnd{.reason = vex::Reason::connect});
  EXPECT_THAT(bench.families(), ElementsAre(Pair("healthy", 0), Pair("playable", 0),
                                            Pair("reconnect_count", 0), Pair("up", 0)));
}

TEST_F(CompatExact, is_not_down_before_the_last_try_has_failed) {
  bench.send(frame(0s));
  become(Known::yes);
  bench.send(vex::RunBegin{.run = 2, .mode = vex::Mode::sampled});
  become(Known::yes);
  bench.send(vex::RunEnd{.reason = vex::Reason::connect});
  EXPECT_THAT(bench.of("up"), Optional(1));
}

TEST_F(CompatExact, counts_changes_from_bad_to_good) {
  become(Known::yes);
  become(Known::no);
  bench.send(vex::RunBegin{.run = 2, .reconnects = 1});
  become(Known::no);
  bench.send(vex::RunBegin{.run = 3, .reconnects = 2});
  become(Known::no);
  become(Known::yes);
  bench.tick();
  EXPECT_THAT(bench.of("reconnect_count"), Optional(1));
}

TEST_F(CompatExact, counts_the_gop_cache_as_part_of_the_check) {
  bench.send(burst(frame(0s, true)));
  bench.send(frame(40ms));
  bench.tick();
  EXPECT_THAT(bench.of("total_packets"), Optional(2));
}

TEST_F(CompatExact, counts_the_bytes_of_parameter_sets_but_no_packet) {
  vex::Packet parameters = frame(0s, false, 500);
  parameters.config = true;
  bench.send(parameters);
  bench.send(frame(0s, true, 500));
  bench.send(frame(1s, false, 500));
  bench.send(window(0s, 1s));
  EXPECT_THAT(bench.of("bitrate_bps"), Optional(12'000));
  EXPECT_THAT(bench.of("total_packets"), Optional(2));
}

TEST_F(CompatExact, counts_the_bytes_of_whole_tags_of_flv) {
  bench.send(vex::Format{.protocol = "http-flv", .container = "flv"});
  bench.send(frame(0s, true, 500));  // 11 bytes of the tag and 5 of AVC on top
  bench.send(frame(1s, false, 500));
  bench.send(sound(1s, 100));  // 11 and 2 of AAC
  bench.send(window(0s, 1s));
  EXPECT_THAT(bench.of("bitrate_bps"), Optional((516 + 516 + 113) * 8));
}

TEST_F(CompatExact, ends_the_check_with_a_connection_that_breaks_before_its_first_window) {
  send_frames(bench, 0s, 51);
  become(Known::no);
  bench.send(vex::RunEnd{.reason = vex::Reason::stalled});
  EXPECT_THAT(bench.of("video_packets"), Optional(51));
  EXPECT_THAT(bench.of("framerate"), Optional(25.5));
  EXPECT_THAT(bench.of("bitrate_bps"), Optional(51 * 1000 * 8 / 2.0));
}

TEST_F(CompatExact, keeps_the_counts_of_the_last_sample_while_the_next_is_taken) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s, vex::Window::sample));
  bench.send(vex::RunEnd{.status = VEX_OK});
  bench.send(vex::RunBegin{.run = 2, .mode = vex::Mode::sampled});
  bench.send(video_track);
  send_frames(bench, 30s, 20);
  bench.tick();
  EXPECT_THAT(bench.of("video_packets"), Optional(250));
}

TEST_F(CompatExact, divides_video_packets_by_keyframes_and_drops_the_rest) {
  send_frames(bench, 0s, 130, 40ms, 50);  // 130 / 3 = 43.3
  bench.send(window(0s, 5s));
  EXPECT_THAT(bench.of("gop_size"), Optional(43));
}

TEST_F(CompatExact, has_no_gop_without_keyframes) {
  for (int i = 0; i < 20; ++i) bench.send(frame(i * 40ms));
  bench.send(window(0s, 800ms));
  EXPECT_EQ(bench.of("gop_size"), std::nullopt);
}

TEST_F(CompatExact, takes_the_mean_of_checks_for_the_average) {
  send_frames(bench, 0s, 2, 1s, 50, 1000);  // 16,000 bit/s
  bench.send(window(0s, 2s));
  send_frames(bench, 2s, 2, 2s, 50, 1000);  // 8,000 bit/s
  bench.send(window(2s, 6s));
  EXPECT_THAT(bench.of("avg_bitrate_bps"), Optional(12'000));
}

TEST_F(CompatExact, takes_steps_of_more_than_forty_milliseconds_for_loss) {
  bench.send(frame(0s, true));
  bench.send(frame(40ms));
  bench.send(frame(200ms));  // three missing
  bench.send(frame(250ms));  // jitter, not a loss
  bench.send(window(0s, 290ms));
  EXPECT_THAT(bench.of("packet_loss_ratio"), Optional(DoubleNear(3.0 / 7, 1e-9)));
}

TEST_F(CompatExact, takes_the_deviation_of_read_gaps_for_jitter) {
  bench.send(frame(0s, true));
  bench.send(frame(20ms));
  bench.send(frame(80ms));  // gaps of 20 and 60 ms: mean 40, deviation 20
  bench.send(window(0s, 120ms));
  EXPECT_THAT(bench.of("network_jitter_ms"), Optional(DoubleNear(20, 1e-6)));
}

TEST_F(CompatExact, asks_for_25_hertz_for_good_quality) {
  for (int i = 0; i < 240; ++i) bench.send(frame(i * 41708333ns, i % 48 == 0, 10'000));  // 24.1
  bench.send(window(0s, 10010ms));
  EXPECT_THAT(bench.of("quality_score"), Optional(1));
}

TEST_F(CompatExact, scores_stability_from_the_third_check_on) {
  for (int i = 0; i < 3; ++i) {
    send_frames(bench, i * 10s, 250);
    bench.send(window(i * 10s, (i + 1) * 10s));
  }
  EXPECT_THAT(bench.of("stability_score"), Optional(2));
}

TEST_F(CompatExact, takes_no_notice_of_corrected_values) {
  send_frames(bench, 0s, 250);
  send_window(0s, 10s, 123);
  bench.send(vex::Transport{.rtt = 5ms});
  bench.tick();
  EXPECT_THAT(bench.of("bitrate_bps"), Optional(testing::Gt(200'000)));
  EXPECT_EQ(bench.of("rtt_ms"), std::nullopt);
}

// Off

TEST(CompatOff, shows_nothing) {
  Bench bench("off");
  bench.send(vex::RunBegin{.time = start});
  bench.send(vex::State{.time = start, .up = Known::yes});
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  bench.tick();
  EXPECT_THAT(bench.series(), IsEmpty());
}

}  // namespace
