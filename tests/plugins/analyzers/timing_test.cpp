#include "plugins/analyzers/timing/timing.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::DoubleNear;
using testing::IsEmpty;
using testing::Optional;
using Bench = vex::test::AnalyzerBench<analyzers::Timing>;

class TimingAnalyzer : public testing::Test {
 protected:
  TimingAnalyzer() {
    bench.send(vex::RunBegin{.time = start});
    bench.send(video_track);
    bench.send(audio_track);
  }
  Bench bench;
};

// Pace

TEST_F(TimingAnalyzer, divides_media_time_by_arrival_time) {
  vex::Window slow = window(0s, 10s);
  slow.end_time = start + 12500ms;
  bench.send(slow);
  EXPECT_THAT(bench.value("media_clock_ratio"), Optional(0.8));
}

TEST_F(TimingAnalyzer, finds_media_that_comes_too_slowly) {
  vex::Window slow = window(0s, 9600ms);
  slow.end_time = start + 10s;
  bench.send(slow);
  EXPECT_TRUE(bench.is_broken("starving"));
  EXPECT_EQ(bench.finding("starving")->value, 0.96);
}

TEST_F(TimingAnalyzer, accepts_a_small_loss_of_pace) {
  vex::Window slow = window(0s, 9700ms);
  slow.end_time = start + 10s;
  bench.send(slow);
  EXPECT_FALSE(bench.is_broken("starving"));
}

TEST_F(TimingAnalyzer, forgives_a_hiccup_that_is_made_good) {
  vex::Window slow = window(0s, 9600ms);
  slow.end_time = start + 10s;
  bench.send(slow);
  bench.send(frame(10600ms));  // punctual again
  bench.tick();
  EXPECT_FALSE(bench.is_broken("starving"));
}

TEST_F(TimingAnalyzer, forgives_no_pace_that_stays_slow) {
  vex::Window slow = window(0s, 9600ms);
  slow.end_time = start + 10s;
  bench.send(slow);
  bench.send(delayed(frame(14400ms), 600ms));
  bench.tick();
  EXPECT_TRUE(bench.is_broken("starving"));
}

TEST_F(TimingAnalyzer, judges_no_pace_of_a_broken_window) {
  bench.send(window(0s, 1s, vex::Window::broken));
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(TimingOffline, has_no_arrival_figures) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start, .mode = vex::Mode::offline});
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s, vex::Window::sample));
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(TimingOfFiniteMedia, has_no_arrival_figures) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start});
  bench.send(vex::Format{.live = vex::Known::no});
  bench.send(video_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(TimingOfSegments, has_no_arrival_figures) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start});
  bench.send(vex::Format{.segment_duration = 6s});
  bench.send(video_track);
  bench.send(audio_track);
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(TimingOfSegments, judges_breaks_of_the_timestamps) {
  Bench bench;
  bench.send(vex::RunBegin{.time = start});
  bench.send(vex::Format{.segment_duration = 6s});
  bench.send(video_track);
  for (int i = 0; i < 5; ++i) {
    bench.send(frame(i * 40ms));
    bench.send(frame(i * 40ms + 20s));
  }
  bench.tick();
  EXPECT_TRUE(bench.is_broken("timestamp_discontinuity"));
}

// Jitter

TEST_F(TimingAnalyzer, sees_no_jitter_in_punctual_media) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=median}"), Optional(0));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=p95}"), Optional(0));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=max}"), Optional(0));
}

TEST_F(TimingAnalyzer, ranks_lateness) {
  // Lateness of 1, 2, ... 100 ms: the most punctual counts as 0, and the last read is not over.
  for (int i = 0; i < 101; ++i) {
    bench.send(delayed(frame(i * 200ms), std::chrono::milliseconds(1 + i * 37 % 101)));
  }
  bench.send(window(0s, 20s));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=median}"),
              Optional(DoubleNear(0.050, 2e-3)));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=p95}"), Optional(DoubleNear(0.095, 2e-3)));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=max}"), Optional(DoubleNear(0.100, 1e-6)));
}

TEST_F(TimingAnalyzer, takes_the_last_packet_of_each_read_alone) {
  // Reads every 200 ms with five frames each, all with the read's arrival time: punctual.
  for (int i = 0; i < 250; ++i) {
    vex::Packet packet = frame(i * 40ms);
    packet.time = start + (i / 5 * 5 + 4) * 40ms;
    bench.send(packet);
  }
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=max}"), Optional(0));
}

TEST_F(TimingAnalyzer, takes_no_interleave_for_jitter) {
  // Audio is half a second behind video in the stream, but both come evenly.
  for (int i = 0; i < 250; ++i) {
    bench.send(frame(i * 40ms));
    bench.send(delayed(sound(i * 40ms), 505ms));
  }
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=max}"), Optional(DoubleNear(0, 1e-6)));
}

TEST_F(TimingAnalyzer, leaves_the_gop_cache_out_of_jitter) {
  for (int i = 0; i < 50; ++i) bench.send(burst(delayed(frame(i * 40ms), 3s - i * 40ms)));
  send_frames(bench, 2s, 250);
  bench.send(window(2s, 12s));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=max}"), Optional(0));
}

TEST_F(TimingAnalyzer, keeps_the_maximum_exact_in_many_reads) {
  for (int i = 0; i < 1000; ++i) {
    bench.send(delayed(frame(i * 10ms), i == 501 ? 9ms : 0ms));
  }
  bench.send(window(0s, 10s));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=max}"), Optional(DoubleNear(0.009, 1e-6)));
  EXPECT_THAT(bench.value("arrival_jitter_seconds{stat=median}"), Optional(0));
}

TEST_F(TimingAnalyzer, has_no_jitter_of_a_window_without_reads) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  bench.send(window(10s, 20s));
  EXPECT_EQ(bench.value("arrival_jitter_seconds{stat=max}"), std::nullopt);
}

// Continuity

TEST_F(TimingAnalyzer, finds_no_break_in_a_normal_stream) {
  send_frames(bench, 0s, 250);
  for (int i = 0; i < 400; ++i) bench.send(sound(std::chrono::milliseconds(i * 64 / 3)));
  bench.tick();
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST_F(TimingAnalyzer, finds_no_break_in_a_varying_frame_rate) {
  vex::Nanos dts{};
  for (int i = 0; i < 200; ++i)
    bench.send(frame(dts += i % 3 == 0 ? 15ms : i % 7 == 0 ? 900ms : 33ms));
  bench.tick();
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST_F(TimingAnalyzer, counts_a_step_back) {
  bench.send(frame(5s));
  bench.send(frame(1s));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=video,kind=backward}"),
              Optional(1));
}

TEST_F(TimingAnalyzer, counts_a_jump_as_a_gap_from_the_second_packet_on) {
  bench.send(sound(0s));
  bench.send(sound(10001ms));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=audio,kind=gap}"), Optional(1));
}

TEST_F(TimingAnalyzer, counts_missing_video) {
  bench.send(frame(0s));
  bench.send(frame(1s));  // one second is not too much
  bench.send(frame(2001ms));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=video,kind=gap}"), Optional(1));
}

TEST_F(TimingAnalyzer, counts_missing_audio) {
  for (int i = 0; i < 20; ++i) bench.send(sound(i * 20ms));
  bench.send(sound(380ms + 270ms));
  bench.send(sound(650ms + 271ms));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=audio,kind=gap}"), Optional(1));
}

TEST_F(TimingAnalyzer, counts_audio_that_overlaps) {
  for (int i = 0; i < 20; ++i) bench.send(sound(i * 20ms));
  bench.send(sound(384ms));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=audio,kind=overlap}"),
              Optional(1));
}

TEST_F(TimingAnalyzer, counts_frames_of_one_timestamp) {
  bench.send(frame(0s));
  bench.send(frame(0s));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=video,kind=overlap}"),
              Optional(1));
}

TEST_F(TimingAnalyzer, counts_timestamps_that_stand_still_once) {
  for (int i = 0; i < 50; ++i) bench.send(frame(0s));
  bench.tick();
  EXPECT_THAT(bench.value("timestamp_discontinuities_total{track=video,kind=overlap}"),
              Optional(1));
}

TEST_F(TimingAnalyzer, leaves_the_gop_cache_and_its_seam_alone) {
  bench.send(burst(frame(5s)));
  bench.send(burst(frame(1s)));
  bench.send(frame(30s));
  bench.tick();
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST_F(TimingAnalyzer, accepts_three_breaks_a_minute) {
  for (const auto dts : {5s, 4s, 3s, 2s}) bench.send(frame(dts));
  bench.tick();
  EXPECT_FALSE(bench.is_broken("timestamp_discontinuity"));
}

TEST_F(TimingAnalyzer, finds_more_than_three_breaks_a_minute) {
  for (const auto dts : {5s, 4s, 3s, 2s, 1s}) bench.send(frame(dts));
  bench.tick();
  EXPECT_TRUE(bench.is_broken("timestamp_discontinuity"));
}

TEST_F(TimingAnalyzer, forgets_breaks_after_a_minute) {
  for (const auto dts : {5s, 4s, 3s, 2s, 1s}) bench.send(frame(dts));
  for (int i = 0; i < 60; ++i) bench.tick();
  EXPECT_TRUE(bench.is_broken("timestamp_discontinuity"));
  bench.tick();
  EXPECT_FALSE(bench.is_broken("timestamp_discontinuity"));
}

// Skew

class TimingSkew : public TimingAnalyzer {
 protected:
  /// Audio of the moment `lead` after the video beside it, in frames of 40 ms.
  void send_interleaved(vex::Nanos lead) {
    for (int i = 0; i < 250; ++i) {
      bench.send(frame(i * 40ms));
      bench.send(sound(i * 40ms + lead));
    }
    bench.send(window(0s, 10s));
    bench.tick();
  }
};

TEST_F(TimingSkew, is_half_a_frame_at_most_where_tracks_are_even) {
  send_interleaved(0s);  // at audio packets 0, at video packets -40 ms
  EXPECT_THAT(bench.value("av_skew_seconds"), Optional(DoubleNear(-0.020, 1e-9)));
}

TEST_F(TimingSkew, is_positive_where_audio_is_ahead) {
  send_interleaved(320ms);
  EXPECT_THAT(bench.value("av_skew_seconds"), Optional(DoubleNear(0.300, 1e-9)));
  EXPECT_TRUE(bench.is_broken("av_skew"));
}

TEST_F(TimingSkew, is_negative_where_audio_is_behind) {
  send_interleaved(-280ms);
  EXPECT_THAT(bench.value("av_skew_seconds"), Optional(DoubleNear(-0.300, 1e-9)));
  EXPECT_TRUE(bench.is_broken("av_skew"));
}

TEST_F(TimingSkew, is_accepted_up_to_a_quarter_of_a_second) {
  send_interleaved(260ms);
  EXPECT_FALSE(bench.is_broken("av_skew"));
}

TEST_F(TimingSkew, is_that_of_the_sender_s_clock_where_reports_tell_it) {
  bench.send(vex::ClockReference{.track = video_id, .media_time = 2s, .unix_time = 1002s});
  bench.send(vex::ClockReference{.track = audio_id, .media_time = 0s, .unix_time = 1000s + 300ms});
  send_interleaved(0s);
  EXPECT_THAT(bench.value("av_skew_seconds"), Optional(DoubleNear(0.280, 1e-9)));
  EXPECT_TRUE(bench.is_broken("av_skew"));
}

TEST_F(TimingSkew, takes_no_reports_for_true_that_put_the_tracks_minutes_apart) {
  bench.send(vex::ClockReference{.track = video_id, .media_time = 0s, .unix_time = 1000s});
  bench.send(vex::ClockReference{.track = audio_id, .media_time = 0s, .unix_time = 2000s});
  send_interleaved(0s);
  EXPECT_THAT(bench.value("av_skew_seconds"), Optional(DoubleNear(-0.020, 1e-9)));
}

TEST_F(TimingSkew, keeps_the_sender_s_clock_over_a_break) {
  bench.send(vex::ClockReference{.track = video_id, .media_time = 0s, .unix_time = 1000s});
  bench.send(vex::ClockReference{.track = audio_id, .media_time = 0s, .unix_time = 1000s + 300ms});
  bench.send(vex::Window{.cause = vex::Window::broken});
  send_interleaved(0s);
  EXPECT_THAT(bench.value("av_skew_seconds"), Optional(DoubleNear(0.280, 1e-9)));
}

TEST_F(TimingSkew, does_not_exist_without_audio) {
  send_frames(bench, 0s, 250);
  bench.send(window(0s, 10s));
  EXPECT_EQ(bench.value("av_skew_seconds"), std::nullopt);
}

// Start

TEST_F(TimingAnalyzer, accepts_a_phase_of_two_seconds) {
  bench.send(vex::Phase{.step = vex::Phase::connect, .duration = 2s});
  EXPECT_FALSE(bench.is_broken("slow_start"));
}

TEST_F(TimingAnalyzer, finds_a_phase_of_more_than_two_seconds) {
  bench.send(vex::Phase{.step = vex::Phase::connect, .duration = 2001ms});
  ASSERT_TRUE(bench.is_broken("slow_start"));
  EXPECT_EQ(vex::text(bench.finding("slow_start")->evidence[0].value), "connect");
}

TEST_F(TimingAnalyzer, adds_up_a_phase_that_a_redirect_repeats) {
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 1s});
  bench.send(vex::Phase{.step = vex::Phase::request, .duration = 1500ms});
  EXPECT_TRUE(bench.is_broken("slow_start"));
  EXPECT_EQ(bench.finding("slow_start")->value, 2.5);
}

TEST_F(TimingAnalyzer, takes_a_slow_start_as_a_moment) {
  bench.send(vex::Phase{.step = vex::Phase::connect, .duration = 3s});
  bench.tick();
  EXPECT_FALSE(bench.is_broken("slow_start"));
}

}  // namespace
