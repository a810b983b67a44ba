#include "plugins/analyzers/latency.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::DoubleNear;
using testing::Optional;
using Bench = vex::test::AnalyzerBench<analyzers::Latency>;

/// What the frame of media time 0 was sent at, `age` before it arrived.
vex::ClockReference reference(const Bench& bench, vex::Nanos age, std::uint32_t track = video_id) {
  return {.time = start,
          .track = track,
          .source = vex::ClockReference::rtcp_sr,
          .media_time = 0ns,
          .unix_time = bench.clock.unix_now() - (bench.clock.now() - start) - age};
}

class LatencyAnalyzer : public testing::Test {
 protected:
  explicit LatencyAnalyzer(vex::test::Settings settings = {}) : bench(std::move(settings)) {
    bench.send(video_track);
    bench.send(audio_track);
    bench.clock.set(start);
  }
  Bench bench;
};

TEST_F(LatencyAnalyzer, is_absent_without_a_source_of_time) {
  bench.send(frame(0s));
  bench.tick();
  EXPECT_TRUE(bench.series().empty());
}

TEST_F(LatencyAnalyzer, is_the_age_of_the_newest_frame) {
  bench.send(reference(bench, 1500ms));
  bench.send(frame(1s));
  bench.tick();
  EXPECT_THAT(bench.value("live_latency_seconds{source=rtcp_sr}"), Optional(DoubleNear(1.5, 1e-6)));
}

TEST_F(LatencyAnalyzer, rises_when_frames_are_late) {
  bench.send(reference(bench, 1500ms));
  bench.send(delayed(frame(1s), 700ms));
  bench.tick();
  EXPECT_THAT(bench.value("live_latency_seconds{source=rtcp_sr}"), Optional(DoubleNear(2.2, 1e-6)));
}

TEST_F(LatencyAnalyzer, leaves_the_burst_of_a_cache_out) {
  bench.send(reference(bench, 1500ms));
  bench.send(burst(frame(1s)));
  bench.tick();
  EXPECT_TRUE(bench.series().empty());
}

TEST_F(LatencyAnalyzer, is_that_of_the_video_where_there_is_one) {
  bench.send(reference(bench, 1s));
  bench.send(reference(bench, 5s, audio_id));
  bench.send(frame(1s));
  bench.send(sound(1s));
  bench.tick();
  EXPECT_THAT(bench.value("live_latency_seconds{source=rtcp_sr}"), Optional(DoubleNear(1, 1e-6)));
}

TEST_F(LatencyAnalyzer, finds_nothing_unless_a_limit_is_set) {
  bench.send(reference(bench, 60s));
  bench.send(frame(1s));
  bench.tick();
  EXPECT_EQ(bench.finding("high_latency"), std::nullopt);
}

class LimitedLatency : public LatencyAnalyzer {
 protected:
  LimitedLatency() : LatencyAnalyzer({.options = {{"max_latency", "3"}}}) {}
};

TEST_F(LimitedLatency, finds_media_that_is_too_old) {
  bench.send(reference(bench, 4s));
  bench.send(frame(1s));
  bench.tick();
  EXPECT_TRUE(bench.is_broken("high_latency"));
}

TEST_F(LimitedLatency, is_content_with_younger_media) {
  bench.send(reference(bench, 2s));
  bench.send(frame(1s));
  bench.tick();
  EXPECT_FALSE(bench.is_broken("high_latency"));
}

}  // namespace
