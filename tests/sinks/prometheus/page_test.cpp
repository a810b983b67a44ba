#include <gtest/gtest.h>

#include <thread>
#include <vector>
#include <vex/cpp/test/sink_bench.hpp>

#include "tests/sinks/prometheus/gunzip.hpp"

namespace sinks::prometheus {
namespace {

using vex::test::SinkBench;
using vex::test::SnapshotState;

constexpr vex::Gauge up{"up", "", "Whether the stream is up."};

const vex_plugin& plugin() { return vex::test::load(PROMETHEUS_PLUGIN); }

void show_one_stream(SinkBench& bench) {
  bench.show([](SnapshotState& state) { state.stream("cup", "a").sample(up, 1); });
}

constexpr const char* one_stream = R"(# HELP video_stream_up Whether the stream is up.
# TYPE video_stream_up gauge
video_stream_up{project="cup",id="a"} 1
)";

TEST(PrometheusPage, is_served_at_metrics) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  const auto page = bench.get("/metrics");
  EXPECT_EQ(page.status, 200U);
  EXPECT_EQ(page.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(page.body, one_stream);
}

TEST(PrometheusPage, is_served_where_the_configuration_says) {
  SinkBench bench(plugin(), {.options = {{"path", "/stats"}}});
  bench.open();
  EXPECT_EQ(bench.get("/stats").status, 200U);
  EXPECT_EQ(bench.get("/metrics").status, 404U);
}

TEST(PrometheusPage, needs_a_path_that_begins_with_a_slash) {
  EXPECT_THROW(SinkBench(plugin(), {.options = {{"path", "metrics"}}}), vex::Error);
}

TEST(PrometheusPage, is_gone_when_the_sink_is_closed) {
  SinkBench bench(plugin());
  bench.open();
  bench.close();
  EXPECT_EQ(bench.get("/metrics").status, 404U);
}

TEST(PrometheusPage, speaks_openmetrics_to_who_asks_for_it) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  const auto page = bench.get("/metrics", {{"accept", "application/openmetrics-text"}});
  EXPECT_EQ(page.content_type, "application/openmetrics-text; version=1.0.0; charset=utf-8");
  EXPECT_EQ(page.body, std::string(one_stream) + "# EOF\n");
}

TEST(PrometheusPage, is_compressed_for_who_accepts_it) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  const auto page = bench.get("/metrics", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(page.header("Content-Encoding"), "gzip");
  EXPECT_EQ(page.header("Vary"), "Accept, Accept-Encoding");
  EXPECT_EQ(gunzip(page.body), one_stream);
}

TEST(PrometheusPage, shows_the_groups_asked_for) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  EXPECT_EQ(bench.get("/metrics?collect[]=exporter").body, "");
  EXPECT_EQ(bench.get("/metrics?collect[]=core&collect[]=core").body, one_stream);
}

TEST(PrometheusPage, refuses_an_unknown_group) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  EXPECT_EQ(bench.get("/metrics?collect[]=core&collect[]=nonsense").status, 400U);
}

TEST(PrometheusPage, loses_the_series_of_a_stream_that_is_gone) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  ASSERT_NE(bench.get("/metrics?collect[]=core").body, "");
  bench.show([](SnapshotState&) {});
  EXPECT_EQ(bench.get("/metrics?collect[]=core").body, "");
}

TEST(PrometheusPage, tells_from_the_second_scrape_on_how_long_the_last_one_took) {
  SinkBench bench(plugin());
  bench.open();
  EXPECT_EQ(bench.get("/metrics").body, "");
  EXPECT_NE(bench.get("/metrics").body.find("\nvideo_exporter_scrape_duration_seconds 0\n"),
            std::string::npos);
}

TEST(PrometheusPage, logs_a_defect_once) {
  static constexpr vex::Gauge bad{"bad-name", "", "Bad."};
  SinkBench bench(plugin());
  bench.show([](SnapshotState& state) { state.stream("cup", "a").sample(bad, 1); });
  bench.open();
  (void)bench.get("/metrics");
  (void)bench.get("/metrics");
  EXPECT_EQ(bench.log.size(), 1U);
}

TEST(PrometheusPage, answers_several_scrapes_at_a_time_while_the_state_changes) {
  SinkBench bench(plugin());
  show_one_stream(bench);
  bench.open();
  std::vector<std::thread> scrapers;
  for (int t = 0; t < 4; ++t) {
    scrapers.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        EXPECT_EQ(bench.get("/metrics?collect[]=core").body, one_stream);
      }
    });
  }
  for (int i = 0; i < 50; ++i) show_one_stream(bench);
  for (auto& scraper : scrapers) scraper.join();
  EXPECT_EQ(bench.snapshots_held(), 0);
}

}  // namespace
}  // namespace sinks::prometheus
