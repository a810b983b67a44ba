#include "plugins/analyzers/ts.hpp"

#include <gmock/gmock.h>

#include <vex/test.hpp>

namespace {

using namespace std::chrono_literals;
using testing::Optional;

constexpr vex::Nanos start = 2h;

/// Nothing wrong by then.
vex::TransportStream at(vex::Nanos time, std::uint64_t packets) {
  return {start + time, packets, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
}

class TsAnalyzer : public testing::Test {
 protected:
  vex::test::AnalyzerBench<analyzers::Ts> bench;
};

TEST_F(TsAnalyzer, publishes_the_totals_of_the_run_by_their_kind) {
  auto stream = at(0s, 100);
  stream.continuity_errors = 3;
  bench.send(stream);
  stream = at(1s, 250);
  stream.continuity_errors = 7;
  bench.send(stream);
  EXPECT_THAT(bench.value("ts_packets_total"), Optional(250));
  EXPECT_THAT(bench.value("ts_errors_total{kind=continuity}"), Optional(7));
}

TEST_F(TsAnalyzer, shows_a_zero_where_nothing_is_wrong) {
  bench.send(at(0s, 100));
  EXPECT_THAT(bench.value("ts_errors_total{kind=pat}"), Optional(0));
  EXPECT_FALSE(bench.is_broken("ts_pat"));
}

TEST_F(TsAnalyzer, shows_nothing_of_what_the_probe_does_not_count) {
  bench.send(vex::TransportStream{.time = start, .packets = 10});
  EXPECT_EQ(bench.value("ts_errors_total{kind=pat}"), std::nullopt);
  EXPECT_EQ(bench.finding("ts_pat"), std::nullopt);
}

struct RuleOfCount {
  const char* rule;
  const char* kind;
  std::uint64_t vex::TransportStream::*count;
};

TEST_F(TsAnalyzer, finds_each_kind_of_error) {
  using Stream = vex::TransportStream;
  const RuleOfCount rules[] = {
      {"ts_sync_loss", "sync_loss", &Stream::sync_losses},
      {"ts_sync_byte", "sync_byte", &Stream::sync_byte_errors},
      {"ts_pat", "pat", &Stream::pat_errors},
      {"ts_continuity", "continuity", &Stream::continuity_errors},
      {"ts_pmt", "pmt", &Stream::pmt_errors},
      {"ts_pid", "pid", &Stream::pid_errors},
      {"ts_transport_error", "transport_error", &Stream::transport_errors},
      {"ts_crc", "crc", &Stream::crc_errors},
      {"ts_pcr_repetition", "pcr_repetition", &Stream::pcr_over_100_ms},
      {"ts_pcr_discontinuity", "pcr_discontinuity", &Stream::pcr_discontinuities},
      {"ts_pts", "pts", &Stream::pts_errors},
  };
  for (const RuleOfCount& row : rules) {
    SCOPED_TRACE(row.rule);
    vex::test::AnalyzerBench<analyzers::Ts> fresh;
    auto stream = at(0s, 100);
    stream.*row.count = 2;
    fresh.send(stream);
    ASSERT_TRUE(fresh.is_broken(row.rule));
    EXPECT_EQ(fresh.finding(row.rule)->value, 2);
    EXPECT_THAT(fresh.value(std::string("ts_errors_total{kind=") + row.kind + "}"), Optional(2));
    for (const RuleOfCount& other : rules) {
      EXPECT_EQ(fresh.is_broken(other.rule), &other == &row) << other.rule;
    }
  }
}

TEST_F(TsAnalyzer, is_content_again_when_a_count_stops_growing) {
  auto stream = at(0s, 100);
  stream.crc_errors = 1;
  bench.send(stream);
  stream.time += 1s;
  bench.send(stream);
  EXPECT_FALSE(bench.is_broken("ts_crc"));
  EXPECT_EQ(bench.finding("ts_crc")->value, 0);
}

TEST_F(TsAnalyzer, asks_for_a_clock_reference_every_100_ms) {
  auto stream = at(0s, 100);
  stream.pcr_over_40_ms = 5;
  bench.send(stream);
  EXPECT_FALSE(bench.is_broken("ts_pcr_repetition"));
}

TEST(TsAnalyzerOfAnOldEdition, asks_for_a_clock_reference_every_40_ms) {
  vex::test::AnalyzerBench<analyzers::Ts> bench({.options = {{"edition", "1.2.1"}}});
  auto stream = at(0s, 100);
  stream.pcr_over_40_ms = 5;
  bench.send(stream);
  EXPECT_TRUE(bench.is_broken("ts_pcr_repetition"));
  EXPECT_THAT(bench.value("ts_errors_total{kind=pcr_repetition}"), Optional(5));
}

TEST_F(TsAnalyzer, measures_continuity_errors_per_packet_over_ten_seconds) {
  bench.send(at(0s, 1000));
  auto stream = at(9s, 1900);
  stream.continuity_errors = 9;
  bench.send(stream);
  EXPECT_EQ(bench.value("ts_loss_ratio"), std::nullopt);
  // 10 of the 2,000 since the run began.
  stream = at(10s, 2000);
  stream.continuity_errors = 10;
  bench.send(stream);
  EXPECT_THAT(bench.value("ts_loss_ratio"), Optional(0.005));
}

TEST_F(TsAnalyzer, has_no_loss_where_continuity_is_not_counted) {
  bench.send(vex::TransportStream{.time = start, .packets = 0});
  bench.send(vex::TransportStream{.time = start + 10s, .packets = 1000});
  EXPECT_EQ(bench.value("ts_loss_ratio"), std::nullopt);
}

TEST_F(TsAnalyzer, gives_what_the_finding_rests_on) {
  auto stream = at(0s, 100);
  stream.pat_errors = 4;
  bench.send(stream);
  const auto finding = bench.finding("ts_pat");
  ASSERT_TRUE(finding);
  EXPECT_EQ(finding->limit, 0);
  EXPECT_THAT(finding->message, testing::HasSubstr("0.5 s"));
}

}  // namespace
