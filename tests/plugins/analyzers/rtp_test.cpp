#include "plugins/analyzers/rtp.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/analyzers/media.hpp"

namespace {

using namespace media_of_tests;
using testing::Optional;

class RtpAnalyzer : public testing::Test {
 protected:
  RtpAnalyzer() { bench.send(video_track); }

  static vex::Reception at(vex::Nanos time, std::uint64_t expected, std::uint64_t lost = 0,
                           std::uint64_t reordered = 0, std::uint32_t reports = 1) {
    return {.time = start + time,
            .track = video_id,
            .sender_reports = reports,
            .expected = expected,
            .lost = lost,
            .reordered = reordered,
            .jitter = 3ms};
  }

  vex::test::AnalyzerBench<analyzers::Rtp> bench;
};

TEST_F(RtpAnalyzer, publishes_the_totals_of_the_run) {
  bench.send(at(0s, 100, 1, 2));
  bench.send(at(1s, 200, 4, 2));
  EXPECT_THAT(bench.value("rtp_packets_expected_total{track=video}"), Optional(200));
  EXPECT_THAT(bench.value("rtp_lost_total{track=video}"), Optional(4));
  EXPECT_THAT(bench.value("rtp_reordered_total{track=video}"), Optional(2));
  EXPECT_THAT(bench.value("rtp_jitter_seconds{track=video}"), Optional(0.003));
}

TEST_F(RtpAnalyzer, adds_up_tracks_of_a_kind) {
  bench.send(vex::Track{.id = 7, .kind = vex::Track::video});
  bench.send(at(0s, 100));
  auto other = at(0s, 50);
  other.track = 7;
  bench.send(other);
  EXPECT_THAT(bench.value("rtp_packets_expected_total{track=video}"), Optional(150));
}

TEST_F(RtpAnalyzer, has_no_jitter_where_it_is_not_known) {
  auto reception = at(0s, 1);
  reception.jitter = -1ns;
  bench.send(reception);
  EXPECT_EQ(bench.value("rtp_jitter_seconds{track=video}"), std::nullopt);
}

TEST_F(RtpAnalyzer, judges_loss_over_ten_seconds) {
  bench.send(at(0s, 0));
  bench.send(at(9s, 900, 90));
  EXPECT_EQ(bench.finding("rtp_loss"), std::nullopt);
  bench.send(at(10s, 1000, 20));
  ASSERT_TRUE(bench.is_broken("rtp_loss"));
  EXPECT_DOUBLE_EQ(bench.finding("rtp_loss")->value, 0.02);
}

TEST_F(RtpAnalyzer, takes_loss_within_the_limit) {
  bench.send(at(0s, 0));
  bench.send(at(10s, 1000, 10));
  EXPECT_FALSE(bench.is_broken("rtp_loss"));
}

TEST_F(RtpAnalyzer, says_when_loss_is_over) {
  bench.send(at(0s, 0));
  bench.send(at(10s, 1000, 20));
  bench.send(at(20s, 2000, 20));
  EXPECT_FALSE(bench.is_broken("rtp_loss"));
}

TEST_F(RtpAnalyzer, judges_order_over_ten_seconds) {
  bench.send(at(0s, 0));
  bench.send(at(10s, 1000, 0, 51));
  EXPECT_TRUE(bench.is_broken("rtp_reordered"));
}

TEST_F(RtpAnalyzer, finds_jitter_above_the_limit) {
  auto reception = at(0s, 1);
  reception.jitter = 101ms;
  bench.send(reception);
  EXPECT_TRUE(bench.is_broken("rtp_jitter"));
}

TEST_F(RtpAnalyzer, misses_sender_reports_after_half_a_minute) {
  bench.send(at(0s, 1, 0, 0, 0));
  bench.send(at(30s, 2, 0, 0, 0));
  EXPECT_FALSE(bench.is_broken("rtcp_missing"));
  bench.send(at(31s, 3, 0, 0, 0));
  EXPECT_TRUE(bench.is_broken("rtcp_missing"));
}

TEST_F(RtpAnalyzer, is_content_with_a_sender_report_now_and_then) {
  bench.send(at(0s, 1, 0, 0, 0));
  bench.send(at(29s, 2, 0, 0, 1));
  bench.send(at(58s, 3, 0, 0, 1));
  EXPECT_FALSE(bench.is_broken("rtcp_missing"));
}

TEST_F(RtpAnalyzer, leaves_out_a_track_that_it_does_not_know) {
  auto reception = at(0s, 1);
  reception.track = 99;
  bench.send(reception);
  EXPECT_TRUE(bench.series().empty());
}

}  // namespace
