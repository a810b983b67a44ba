// A real Prometheus reads what the exporter writes, in both text forms, and answers questions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/http/http_stream.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/nginx.hpp"
#include "tests/support/servers/prometheus.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr seconds patience{60};
constexpr const char* text_form = "text/plain;version=0.0.4";

/// Two projects, of which one is half down, and an exporter without the original's families, whose
/// names are against promtool's taste.
class World {
 public:
  World()
      : exporter_(streams(), "defaults: {window: 2s}"),
        own_families_(streams(), "defaults: {window: 2s, analyzers: {compat: off}}") {}

  static World& get() {
    static World world;
    return world;
  }

  Exporter& exporter() { return exporter_; }
  Exporter& own_families() { return own_families_; }

 private:
  std::string streams() {
    const std::string live = "url: '" + origin_.url("/live/a.flv") + "'}\n";
    return "  good:\n    - {id: a, " + live + "    - {id: b, " + live + "  mixed:\n    - {id: c, " +
           live + "    - {id: d, url: 'http://127.0.0.1:" + std::to_string(refused_port_) +
           "/live/d.flv'}\n";
  }

  origin::Server origin_;
  std::uint16_t refused_port_ = support::free_port();
  Exporter exporter_;
  Exporter own_families_;
};

TEST(RealPrometheus, answers_what_part_of_each_project_is_up) {
  const support::Prometheus prometheus(World::get().exporter().port());
  prometheus.await(
      "avg by (project) (video_stream_up)",
      [](const std::vector<support::PromqlSample>& answer) {
        std::map<std::string, double> up;
        for (const auto& sample : answer) up[sample.labels.at("project")] = sample.value;
        return up == std::map<std::string, double>{{"good", 1.0}, {"mixed", 0.5}};
      },
      patience);
  prometheus.await_good_scrape();
}

TEST(RealPrometheus, answers_the_rate_of_media) {
  const support::OracleTrack video = support::ask_oracle(clips::path("h264.mp4")).track("video");
  const double clip_seconds = static_cast<double>(video.packets) / video.frame_rate;
  const double expected = static_cast<double>(video.bytes) / clip_seconds;
  const support::Prometheus prometheus(World::get().exporter().port());
  prometheus.await(
      "rate(video_stream_media_bytes_total{id=\"a\",track=\"video\"}[10s])",
      [&](const std::vector<support::PromqlSample>& answer) {
        return answer.size() == 1 && answer[0].value > 0.8 * expected &&
               answer[0].value < 1.2 * expected;
      },
      patience);
}

TEST(RealPrometheus, reads_the_older_text_form_too) {
  const Exporter& exporter = World::get().exporter();
  exporter.await([](const Exposition& now) { return now.series("video_stream_up").size() == 4; },
                 patience);
  // Prometheus asks for OpenMetrics where it can get it: nginx knows no such thing.
  const auto answer = support::http_get(exporter.url("/metrics"), {{"Accept", text_form}});
  EXPECT_THAT(answer.body, Not(HasSubstr("# EOF")));
  const support::TemporaryFolder folder;
  std::ofstream(folder.path() / "metrics.txt") << answer.body;
  const support::Nginx nginx(folder.path());
  const std::string url = nginx.url("");
  const auto port = static_cast<std::uint16_t>(std::stoul(url.substr(url.rfind(':') + 1)));
  const support::Prometheus prometheus(port, "/metrics.txt");
  prometheus.await(
      "count(video_stream_up)",
      [](const auto& samples) { return samples.size() == 1 && samples[0].value == 4; }, patience);
  prometheus.await_good_scrape();
}

TEST(RealPrometheus, is_offered_openmetrics) {
  const support::HttpStream::Headers as_prometheus{
      {"Accept",
       "application/openmetrics-text;version=1.0.0,application/openmetrics-text;"
       "version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"}};
  EXPECT_THAT(support::http_get(World::get().exporter().url("/metrics"), as_prometheus).body,
              EndsWith("# EOF\n"));
}

TEST(RealPrometheus, finds_nothing_to_lint) {
  Exporter& exporter = World::get().own_families();
  // The later families come with the first window.
  exporter.await(
      [](const Exposition& now) {
        return now.series("video_stream_gop_frames").size() == 6 &&
               now.series("video_stream_arrival_jitter_seconds").size() == 9;
      },
      patience);
  const support::TemporaryFolder folder;
  const auto file = folder.path() / "metrics.txt";
  std::ofstream(file) << support::http_get(exporter.url("/metrics"), {{"Accept", text_form}}).body;
  const support::Finished promtool = support::run(
      {{"sh", "-c", std::string(PROMTOOL) + " check metrics < " + file.string()}, {}, {}});
  EXPECT_EQ(promtool.status, 0);
  EXPECT_EQ(promtool.error_output, "");
  EXPECT_EQ(promtool.output, "");
}

}  // namespace
}  // namespace end_to_end
