#include "plugins/analyzers/tracks.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using Bench = vex::test::AnalyzerBench<analyzers::Tracks>;

constexpr vex::Track full_hd{.id = video_id,
                             .kind = vex::Track::video,
                             .codec = "h264",
                             .width = 1920,
                             .height = 1080,
                             .nominal_framerate = 25};

class TracksAnalyzer : public testing::Test {
 protected:
  TracksAnalyzer() { bench.send(vex::RunBegin{.time = start}); }

  void send_both(vex::Nanos from, vex::Nanos to) {
    for (vex::Nanos dts = from; dts < to; dts += 40ms) {
      bench.send(frame(dts));
      bench.send(sound(dts));
    }
    bench.tick();
  }
  void send_sound(vex::Nanos from, vex::Nanos to) {
    for (vex::Nanos dts = from; dts < to; dts += 40ms) bench.send(sound(dts));
    bench.tick();
  }
  void send_video(vex::Nanos from, vex::Nanos to) {
    for (vex::Nanos dts = from; dts < to; dts += 40ms) bench.send(frame(dts));
    bench.tick();
  }

  void go_down() {
    bench.send(vex::State{.time = bench.clock.now(), .up = vex::Known::no});
    bench.send(vex::RunEnd{.reason = vex::Reason::closed});
  }

  Bench bench;
};

TEST_F(TracksAnalyzer, shows_size_and_rate_of_video) {
  bench.send(full_hd);
  EXPECT_THAT(bench.series(),
              ElementsAre(Pair("height_pixels", 1080), Pair("nominal_framerate_hertz", 25),
                          Pair("width_pixels", 1920)));
}

TEST_F(TracksAnalyzer, shows_rate_and_channels_of_audio) {
  bench.send(
      vex::Track{.id = audio_id, .kind = vex::Track::audio, .sample_rate = 44100, .channels = 2});
  EXPECT_THAT(bench.series(),
              ElementsAre(Pair("audio_channels", 2), Pair("audio_sample_rate_hertz", 44100)));
}

TEST_F(TracksAnalyzer, leaves_out_what_is_not_known) {
  bench.send(vex::Track{.id = video_id, .kind = vex::Track::video});
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST_F(TracksAnalyzer, shows_the_first_track_of_a_kind) {
  bench.send(full_hd);
  bench.send(vex::Track{.id = 5, .kind = vex::Track::video, .width = 640, .height = 360});
  EXPECT_EQ(bench.value("width_pixels"), 1920);
}

TEST_F(TracksAnalyzer, shows_nothing_of_a_stream_that_is_down) {
  bench.send(full_hd);
  go_down();
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST_F(TracksAnalyzer, goes_on_showing_after_a_sample) {
  bench.send(full_hd);
  bench.send(vex::RunEnd{.status = VEX_OK});
  EXPECT_EQ(bench.value("width_pixels"), 1920);
}

TEST_F(TracksAnalyzer, finds_video_that_is_gone_for_more_than_five_seconds) {
  bench.send(video_track);
  bench.send(audio_track);
  send_both(0s, 1s);
  send_sound(1s, 6s);
  EXPECT_FALSE(bench.is_broken("video_missing"));  // last frame at 0.96 s, last sound at 5.96 s
  send_sound(6s, 6040ms);
  EXPECT_TRUE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, finds_audio_that_is_gone) {
  bench.send(video_track);
  bench.send(audio_track);
  send_both(0s, 1s);
  send_video(1s, 7s);
  EXPECT_TRUE(bench.is_broken("audio_missing"));
  EXPECT_FALSE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, finds_video_that_was_announced_and_never_came) {
  bench.send(video_track);
  bench.send(audio_track);
  send_sound(0s, 6s);
  EXPECT_TRUE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, misses_no_track_that_never_was) {
  bench.send(audio_track);
  send_sound(0s, 60s);
  EXPECT_FALSE(bench.finding("video_missing"));
}

TEST_F(TracksAnalyzer, is_content_when_video_comes_back) {
  bench.send(video_track);
  bench.send(audio_track);
  send_sound(0s, 6s);
  send_both(6s, 7s);
  EXPECT_FALSE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, leaves_a_stall_of_all_tracks_to_the_core) {
  bench.send(video_track);
  bench.send(audio_track);
  send_both(0s, 1s);
  for (int i = 0; i < 30; ++i) bench.tick();
  EXPECT_FALSE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, misses_video_that_an_earlier_run_had) {
  bench.send(video_track);
  bench.send(audio_track);
  send_both(0s, 1s);
  go_down();
  bench.send(vex::RunBegin{.run = 2});
  bench.send(audio_track);
  send_sound(10s, 16s);
  EXPECT_TRUE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, misses_nothing_while_the_stream_is_down) {
  bench.send(video_track);
  bench.send(audio_track);
  send_sound(0s, 6s);
  go_down();
  EXPECT_FALSE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, goes_by_timestamps_where_arrival_means_nothing) {
  bench.send(vex::Format{.live = vex::Known::no});
  bench.send(video_track);
  bench.send(audio_track);
  for (vex::Nanos dts = 0s; dts < 6s; dts += 40ms) {
    vex::Packet packet = sound(dts);
    packet.time = start;
    bench.send(packet);
  }
  bench.send(window(0s, 6s, vex::Window::sample));
  EXPECT_TRUE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, waits_a_segment_longer_where_media_comes_in_segments) {
  bench.send(vex::Format{.segment_duration = 6s});
  bench.send(video_track);
  bench.send(audio_track);
  send_both(0s, 1s);
  send_sound(1s, 11s);
  EXPECT_FALSE(bench.is_broken("video_missing"));
  send_sound(11s, 13s);
  EXPECT_TRUE(bench.is_broken("video_missing"));
}

TEST_F(TracksAnalyzer, finds_a_change_of_size) {
  bench.send(full_hd);
  vex::Track smaller = full_hd;
  smaller.width = 1280;
  smaller.height = 720;
  bench.send(smaller);
  ASSERT_TRUE(bench.is_broken("track_changed"));
  std::vector<std::string> evidence;
  const auto found = bench.finding("track_changed");
  for (const vex_pair& pair : found->evidence) {
    evidence.push_back(std::string(vex::text(pair.key)) + ": " +
                       std::string(vex::text(pair.value)));
  }
  EXPECT_THAT(evidence, ElementsAre("track: video", "width: 1920 to 1280", "height: 1080 to 720"));
}

TEST_F(TracksAnalyzer, finds_a_change_of_codec_across_runs) {
  bench.send(full_hd);
  go_down();
  bench.send(vex::RunBegin{.run = 2});
  vex::Track other = full_hd;
  other.codec = "hevc";
  bench.send(other);
  EXPECT_TRUE(bench.is_broken("track_changed"));
}

TEST_F(TracksAnalyzer, takes_a_change_as_a_moment) {
  bench.send(full_hd);
  vex::Track other = full_hd;
  other.codec = "hevc";
  bench.send(other);
  bench.tick();
  EXPECT_FALSE(bench.is_broken("track_changed"));
}

TEST_F(TracksAnalyzer, sees_no_change_in_learning_more) {
  bench.send(video_track);
  bench.send(full_hd);
  EXPECT_FALSE(bench.finding("track_changed"));
}

TEST_F(TracksAnalyzer, sees_no_change_in_the_last_digits_of_a_rate) {
  vex::Track track = full_hd;
  track.nominal_framerate = 29.97;
  bench.send(track);
  track.nominal_framerate = 30000.0 / 1001;
  bench.send(track);
  EXPECT_FALSE(bench.finding("track_changed"));
}

}  // namespace
