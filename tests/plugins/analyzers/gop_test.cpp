#include "plugins/analyzers/gop.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Optional;
using testing::Pair;
using Bench = vex::test::AnalyzerBench<analyzers::Gop>;

class GopAnalyzer : public testing::Test {
 protected:
  GopAnalyzer() { bench.send(video_track); }

  /// Groups of the given numbers of frames at 25 Hz, and the keyframe that ends the last one.
  void send_groups(std::initializer_list<unsigned> sizes, vex::Nanos from = 0s) {
    for (const unsigned size : sizes) {
      send_frames(bench, from, size, 40ms, size);
      from += size * 40ms;
    }
    bench.send(frame(from, true));
  }

  Bench bench;
};

TEST_F(GopAnalyzer, counts_frames_from_keyframe_to_keyframe) {
  send_groups({50});
  bench.tick();
  EXPECT_THAT(bench.series(),
              ElementsAre(Pair("gop_frames{stat=last}", 50), Pair("gop_frames{stat=max}", 50),
                          Pair("gop_seconds{stat=last}", 2), Pair("gop_seconds{stat=max}", 2)));
}

TEST_F(GopAnalyzer, says_nothing_before_a_group_is_complete) {
  send_frames(bench, 0s, 50);
  bench.tick();
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST_F(GopAnalyzer, leaves_out_frames_before_the_first_keyframe) {
  for (int i = 0; i < 10; ++i) bench.send(frame(i * 40ms));
  send_groups({25}, 400ms);
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=last}"), Optional(25));
}

TEST_F(GopAnalyzer, knows_the_longest_of_ten) {
  send_groups({75, 25});
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=last}"), Optional(25));
  EXPECT_THAT(bench.value("gop_frames{stat=max}"), Optional(75));
  EXPECT_THAT(bench.value("gop_seconds{stat=max}"), Optional(3));
}

TEST_F(GopAnalyzer, forgets_the_eleventh) {
  send_groups({75, 25, 25, 25, 25, 25, 25, 25, 25, 25, 25});
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=max}"), Optional(25));
}

TEST_F(GopAnalyzer, counts_what_the_gop_cache_sent) {
  for (int i = 0; i < 50; ++i) bench.send(burst(frame(i * 40ms, i == 0)));
  bench.send(frame(2s, true));
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=last}"), Optional(50));
}

TEST_F(GopAnalyzer, leaves_out_parameter_sets) {
  bench.send(frame(0s, true));
  vex::Packet parameters = frame(40ms);
  parameters.config = true;
  bench.send(parameters);
  bench.send(frame(40ms));
  bench.send(frame(80ms, true));
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=last}"), Optional(2));
}

TEST_F(GopAnalyzer, drops_a_group_that_steps_back) {
  send_frames(bench, 100s, 20, 40ms, 50);
  send_groups({25}, 0s);
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=max}"), Optional(25));
}

TEST_F(GopAnalyzer, drops_a_group_that_jumps) {
  send_frames(bench, 0s, 20, 40ms, 50);
  bench.send(frame(20s));
  send_groups({25}, 21s);
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=max}"), Optional(25));
}

TEST_F(GopAnalyzer, measures_groups_of_one_frame) {
  send_groups({1, 1, 1});
  bench.tick();
  EXPECT_THAT(bench.value("gop_frames{stat=last}"), Optional(1));
  EXPECT_THAT(bench.value("gop_seconds{stat=last}"), Optional(0.04));
}

TEST_F(GopAnalyzer, reports_at_the_end_of_a_window) {
  send_groups({50});
  bench.send(window(0s, 2s));
  EXPECT_THAT(bench.value("gop_frames{stat=last}"), Optional(50));
}

TEST_F(GopAnalyzer, accepts_ten_seconds) {
  send_groups({250});
  bench.tick();
  EXPECT_FALSE(bench.is_broken("long_gop"));
}

TEST_F(GopAnalyzer, finds_a_complete_group_that_was_too_long) {
  send_groups({251});
  bench.tick();
  EXPECT_TRUE(bench.is_broken("long_gop"));
  EXPECT_NEAR(bench.finding("long_gop")->value, 10.04, 1e-9);
}

TEST_F(GopAnalyzer, finds_a_running_group_before_it_ends) {
  send_frames(bench, 0s, 252, 40ms, 1000);
  bench.tick();
  EXPECT_TRUE(bench.is_broken("long_gop"));
}

TEST_F(GopAnalyzer, finds_a_stream_without_keyframes) {
  for (int i = 0; i < 252; ++i) bench.send(frame(i * 40ms));
  bench.tick();
  EXPECT_TRUE(bench.is_broken("long_gop"));
}

TEST_F(GopAnalyzer, is_content_again_after_a_short_group) {
  send_groups({300, 25});
  bench.tick();
  EXPECT_FALSE(bench.is_broken("long_gop"));
}

TEST_F(GopAnalyzer, judges_regularity_from_ten_groups_on) {
  send_groups({25, 25, 25, 25, 25, 25, 25, 25, 75});
  bench.tick();
  EXPECT_FALSE(bench.finding("irregular_gop"));
}

TEST_F(GopAnalyzer, accepts_twice_the_median) {
  send_groups({25, 25, 25, 25, 25, 25, 25, 25, 25, 50});
  bench.tick();
  EXPECT_FALSE(bench.is_broken("irregular_gop"));
}

TEST_F(GopAnalyzer, finds_more_than_twice_the_median) {
  send_groups({25, 25, 25, 25, 25, 25, 25, 25, 25, 51});
  bench.tick();
  EXPECT_TRUE(bench.is_broken("irregular_gop"));
  EXPECT_NEAR(bench.finding("irregular_gop")->value, 2.04, 1e-9);
}

TEST(GopLimit, is_configured_as_a_duration) {
  Bench bench({.limits = {{"long_gop", "1s"}}});
  bench.send(video_track);
  send_frames(bench, 0s, 50);
  bench.tick();
  EXPECT_TRUE(bench.is_broken("long_gop"));
}

}  // namespace
