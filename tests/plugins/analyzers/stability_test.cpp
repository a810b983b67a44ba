#include "plugins/analyzers/stability.hpp"

#include <gmock/gmock.h>

#include <vex/test.hpp>

namespace {

using testing::DoubleNear;
using testing::IsEmpty;
using testing::Optional;
using Bench = vex::test::AnalyzerBench<analyzers::Stability>;

void send(Bench& bench, std::initializer_list<double> bitrates) {
  for (const double bitrate : bitrates) bench.send_sample("bitrate", bitrate);
}

TEST(StabilityAnalyzer, needs_three_windows) {
  Bench bench;
  send(bench, {1e6, 2e6});
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(StabilityAnalyzer, divides_deviation_by_mean) {
  Bench bench;
  send(bench, {800, 1000, 1200});  // deviation sqrt(80000 / 3) = 163.299
  EXPECT_THAT(bench.value("stability_ratio"), Optional(DoubleNear(0.163299, 1e-6)));
}

TEST(StabilityAnalyzer, scores_two_below_fifteen_percent) {
  Bench bench;
  send(bench, {820, 1000, 1180});  // 0.14697
  EXPECT_THAT(bench.value("stability_level"), Optional(2));
}

TEST(StabilityAnalyzer, scores_one_below_thirty_percent) {
  Bench bench;
  send(bench, {800, 1000, 1200});
  EXPECT_THAT(bench.value("stability_level"), Optional(1));
}

TEST(StabilityAnalyzer, scores_zero_from_thirty_percent_on) {
  Bench bench;
  send(bench, {500, 1000, 1500});  // 0.408
  EXPECT_THAT(bench.value("stability_level"), Optional(0));
}

TEST(StabilityAnalyzer, forgets_the_eleventh_window) {
  Bench bench;
  send(bench, {9000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000});
  EXPECT_THAT(bench.value("stability_ratio"), Optional(0));
}

TEST(StabilityAnalyzer, remembers_windows_across_runs) {
  Bench bench;
  send(bench, {1000, 1000});
  bench.send(vex::State{.up = vex::Known::no});
  send(bench, {1000});
  EXPECT_THAT(bench.value("stability_level"), Optional(2));
}

TEST(StabilityAnalyzer, is_absent_while_the_stream_is_down) {
  Bench bench;
  send(bench, {1000, 1000, 1000});
  bench.send(vex::State{.up = vex::Known::no});
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(StabilityAnalyzer, keeps_its_word_between_samples) {
  Bench bench;
  send(bench, {1000, 1000, 1000});
  bench.send(vex::State{.up = vex::Known::yes});
  EXPECT_THAT(bench.value("stability_level"), Optional(2));
}

TEST(StabilityAnalyzer, finds_an_unstable_bitrate) {
  Bench bench;
  send(bench, {500, 1000, 1500});
  EXPECT_TRUE(bench.is_broken("unstable_bitrate"));
}

TEST(StabilityAnalyzer, accepts_a_bitrate_that_varies_a_little) {
  Bench bench;
  send(bench, {800, 1000, 1200});
  EXPECT_FALSE(bench.is_broken("unstable_bitrate"));
}

TEST(StabilityAnalyzer, leaves_out_other_metrics) {
  Bench bench;
  for (int i = 0; i < 5; ++i) bench.send_sample("framerate", 25);
  EXPECT_THAT(bench.series(), IsEmpty());
}

TEST(StabilityAnalyzer, says_nothing_about_a_stream_without_bits) {
  Bench bench;
  send(bench, {0, 0, 0});
  EXPECT_THAT(bench.series(), IsEmpty());
}

}  // namespace
