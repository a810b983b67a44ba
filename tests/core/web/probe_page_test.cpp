#include "core/web/probe_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/core/web/sample_snapshot.hpp"

namespace core::web {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

/// Answers with one sample.
class FakeRunner : public ProbeRunner {
 public:
  [[nodiscard]] bool has_module(std::string_view name) const override { return name == "sports"; }
  [[nodiscard]] bool permits(std::string_view url) const override {
    return url.find("forbidden") == std::string_view::npos;
  }
  StreamSnapshot run_once(const ProbeRequest& request, std::stop_token) override {
    if (request.url.find("gopher") == 0) throw std::runtime_error("no probe reads gopher://");
    asked = request;
    return {std::shared_ptr<void>(), &stream.snapshot()};
  }

  SampleStream stream{"", "", "http://origin/a"};
  ProbeRequest asked;
};

Response probe(FakeRunner& runner, Pairs query, Pairs headers = {}) {
  return ProbePage(runner)({.query = std::move(query), .headers = std::move(headers)});
}

const Pairs a_target{{"target", "http://origin/a"}};

TEST(ProbePage, shows_success_duration_and_the_streams_metrics) {
  FakeRunner runner;
  runner.stream.up().value(sample::packets, 250, "video").value(sample::bitrate, 1e6);
  const Response response = probe(runner, a_target);
  EXPECT_EQ(response.status, 200U);
  EXPECT_EQ(response.content_type, "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_THAT(response.body, HasSubstr("\nprobe_success 1\n"));
  EXPECT_THAT(response.body, HasSubstr("\nprobe_duration_seconds "));
  EXPECT_THAT(response.body,
              HasSubstr("# HELP video_stream_packets_total Packets \\\\ access units.\n"
                        "# TYPE video_stream_packets_total counter\n"
                        "video_stream_packets_total{track=\"video\"} 250\n"));
  EXPECT_THAT(response.body, Not(HasSubstr("bitrate")));  // internal
}

TEST(ProbePage, is_200_for_a_dead_stream_and_says_why) {
  FakeRunner runner;
  runner.stream.down(vex::Reason::connect, "refused");
  const Response response = probe(runner, a_target);
  EXPECT_EQ(response.status, 200U);
  EXPECT_THAT(response.body, HasSubstr("\nprobe_success 0\n"));
  EXPECT_THAT(response.body, HasSubstr("\nprobe_failure_info{reason=\"connect\"} 1\n"));
}

TEST(ProbePage, is_400_without_a_target) {
  FakeRunner runner;
  EXPECT_EQ(probe(runner, {}).status, 400U);
  EXPECT_EQ(probe(runner, {{"target", ""}}).status, 400U);
}

TEST(ProbePage, is_400_for_an_unknown_module) {
  FakeRunner runner;
  EXPECT_EQ(probe(runner, {{"target", "http://origin/a"}, {"module", "news"}}).status, 400U);
}

TEST(ProbePage, is_400_for_a_target_that_no_probe_reads) {
  FakeRunner runner;
  const Response response = probe(runner, {{"target", "gopher://x"}});
  EXPECT_EQ(response.status, 400U);
  EXPECT_EQ(response.body, "no probe reads gopher://\n");
}

TEST(ProbePage, is_403_for_a_target_that_is_not_allowed) {
  FakeRunner runner;
  const Response response = probe(runner, {{"target", "http://forbidden/secret"}});
  EXPECT_EQ(response.status, 403U);
  EXPECT_THAT(response.body, Not(HasSubstr("secret")));
}

TEST(ProbePage, hands_target_and_module_on) {
  FakeRunner runner;
  probe(runner, {{"target", "http://origin/a?b=c"}, {"module", "sports"}});
  EXPECT_EQ(runner.asked.url, "http://origin/a?b=c");
  EXPECT_EQ(runner.asked.module, "sports");
}

TEST(ProbePage, answers_half_a_second_before_the_scrape_times_out) {
  FakeRunner runner;
  probe(runner, a_target, {{"X-Prometheus-Scrape-Timeout-Seconds", "5.5"}});
  EXPECT_EQ(runner.asked.timeout, 5s);
}

TEST(ProbePage, takes_an_unusable_scrape_timeout_for_none) {
  for (const char* const value : {"", "x", "-1", "nan", "5s"}) {
    FakeRunner runner;
    probe(runner, a_target, {{"X-Prometheus-Scrape-Timeout-Seconds", value}});
    EXPECT_EQ(runner.asked.timeout, 9'500ms) << value;
  }
}

TEST(ProbePage, runs_no_more_probes_at_a_time_than_allowed) {
  FakeRunner runner;
  EXPECT_EQ(ProbePage(runner, 0)({.query = a_target}).status, 503U);
}

}  // namespace
}  // namespace core::web
