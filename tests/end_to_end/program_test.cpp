// The built program as its user meets it: configuration, log, pages, command line and end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <sstream>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

constexpr seconds patience{60};

/// Runs in a folder of its own and ends by itself.
class ShortRun : public testing::Test {
 protected:
  support::Finished run(std::vector<std::string> words, std::vector<std::string> environment = {}) {
    words.insert(words.begin(), VIDEO_EXPORTER);
    environment.emplace_back("CONFIG_FILE");
    return support::run({std::move(words), std::move(environment), folder_.path()});
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_.path() / name) << text;
  }

  support::TemporaryFolder folder_;
};

TEST(SeedConfiguration, gives_the_families_and_the_block_of_the_original) {
  origin::Server origin;
  const std::string url = origin.url("/live/a.flv?gop_cache=0");
  Exporter exporter(
      Invocation{"exporter:\n"
                 "  check_interval: 3\n"
                 "  max_concurrent: 1000\n"
                 "  max_retries: 3\n"
                 "  listen_addr: \"127.0.0.1:0\"\n"
                 "streams:\n"
                 "  project1:\n"
                 "    - url: " +
                     url +
                     "\n"
                     "      id: stream-01\n",
                 {"LANG=zh_CN.UTF-8", "LC_ALL", "LC_MESSAGES"}});
  const std::string shown = origin.url("/live/a.flv?gop_cache=***");
  const std::string name = "project1_127.0.0.1_stream-01_live_a";
  exporter.process().await_line_with("检查 #001 stream-01 " + name + " (" + shown + ")", patience);
  exporter.process().await_line_with("编码: H.264 | GOP: 50帧", patience);
  exporter.process().await_line_with("帧率: 25.0fps | 分辨率: 640x360", patience);
  exporter.process().await_line_with(" | 稳定性: ", patience);  // the last of the block
  EXPECT_THAT(exporter.process().output(),
              AllOf(HasSubstr("可播放: true | 质量: good | 响应: "), HasSubstr("视频包: "),
                    HasSubstr(" | 关键帧: "), HasSubstr("码率: "), HasSubstr("kbps (平均: "),
                    HasSubstr("kbps) | 稳定性: ")));

  const Exposition::Labels labels{
      {"project", "project1"}, {"id", "stream-01"}, {"name", name}, {"url", shown}};
  const Exposition now = exporter.metrics();
  for (const char* family :
       {"up", "healthy", "playable", "total_packets", "video_packets", "audio_packets", "keyframes",
        "bitrate_bps", "bitrate_kbps", "avg_bitrate_bps", "framerate", "response_ms", "gop_size",
        "quality_score", "rtt_ms", "network_jitter_ms", "reconnect_count"}) {
    const auto series = now.series(std::string("video_stream_") + family);
    ASSERT_EQ(series.size(), 1U) << family;
    EXPECT_EQ(series[0].labels, labels) << family;
  }
  EXPECT_EQ(now.value("video_stream_up"), 1.0);
}

TEST(Pages, show_a_stream_and_probe_it) {
  origin::Server origin;
  const std::string live = origin.url("/live/a.flv");
  const std::string gone = origin.url("/live/gone.flv?status=404");
  const Exporter exporter("  cup:\n    - {id: final, url: '" + live +
                          "'}\n    - {id: gone, url: '" + gone + "'}\n");
  exporter.await_up("final", 1, patience);
  exporter.await_up("gone", 0, patience);
  exporter.await_ready(patience);
  EXPECT_THAT(exporter.page("/"), AllOf(HasSubstr("final"), HasSubstr("gone"),
                                        HasSubstr("not_found"), HasSubstr(live)));
  EXPECT_THAT(exporter.page("/api/v1/streams?state=down"),
              AllOf(HasSubstr("\"gone\""), Not(HasSubstr("\"final\""))));

  const auto alive = exporter.probe(live);
  EXPECT_EQ(alive.status, 200U);
  EXPECT_THAT(alive.body, HasSubstr("\nprobe_success 1\n"));
  const auto dead = exporter.probe(gone);
  EXPECT_EQ(dead.status, 200U);
  EXPECT_THAT(dead.body, AllOf(HasSubstr("\nprobe_success 0\n"),
                               HasSubstr("probe_failure_info{reason=\"not_found\"} 1")));
  EXPECT_EQ(exporter.probe("").status, 400U);
  EXPECT_EQ(exporter.probe(origin.url("/live/other.flv")).status, 403U);
}

TEST(Ending, takes_less_than_two_seconds_and_loses_no_line) {
  origin::Server origin;
  const support::UnansweringPort unanswering;
  const support::TemporaryFolder folder;
  const auto log = folder.path() / "streams.log";
  constexpr std::size_t cut = 30;
  std::ostringstream streams;
  const auto add = [&](const std::string& id, const std::string& url, const char* more = "") {
    streams << "    - {id: " << id << ", url: '" << url << "'" << more << "}\n";
  };
  for (std::size_t i = 0; i < cut; ++i) {
    add("cut" + std::to_string(i), origin.url("/live/cut.flv"));
  }
  // Whatever a stream is waiting for at the signal must not delay the end.
  add("playing", origin.url("/live/playing.flv"));
  add("sampled", origin.url("/live/sampled.flv"), ", check_interval: 1h, sample_duration: 60s");
  add("no_media", origin.url("/live/a.flv?no_media=1"));
  add("slow_headers", origin.url("/live/b.flv?slow_headers=60"));
  add("stalled", origin.url("/live/c.flv?stall_after=0"));
  add("unanswered", "http://127.0.0.1:" + std::to_string(unanswering.port()) + "/d.flv");
  Exporter exporter(
      Invocation{"exporter: {listen_addr: '127.0.0.1:0'}\n"
                 "defaults: {timeout: 1m}\n"
                 "sinks: {log: {format: json, output: '" +
                 log.string() +
                 "'}}\n"
                 "streams:\n  cup:\n" +
                 streams.str()});
  const auto cut_with = [](double up) {
    return [up](const Exposition& now) {
      const auto series = now.series("video_stream_up");
      std::size_t count = 0;
      for (const Sample& sample : series) {
        if (sample.labels.at("id").starts_with("cut") && sample.value == up) ++count;
      }
      return count == cut;
    };
  };
  exporter.await(cut_with(1), patience);
  exporter.await_up("playing", 1, patience);
  origin.set_fault("/live/cut.flv", "corrupt_after=0&status=500");
  exporter.await(cut_with(0), patience);
  exporter.process().send_signal(SIGTERM);
  EXPECT_EQ(exporter.process().await_exit(seconds(2)), 0);

  std::ostringstream text;
  text << std::ifstream(log).rdbuf();
  for (std::size_t i = 0; i < cut; ++i) {
    const std::string id = "\"id\":\"cut" + std::to_string(i) + "\"";
    bool is_told = false;
    std::istringstream lines(text.str());
    for (std::string line; std::getline(lines, line);) {
      is_told = is_told || (line.find(id) != std::string::npos &&
                            line.find("\"up\":false") != std::string::npos);
    }
    EXPECT_TRUE(is_told) << id;
  }
  EXPECT_EQ(text.str().back(), '\n');
}

TEST_F(ShortRun, of_a_wrong_configuration_names_all_that_is_wrong) {
  write("config.yml",
        "exporter:\n  chek_interval: 30\n  listen_addr: \"127.0.0.1:0\"\n"
        "defaults: {timeout: soon, analyzers: {gop: {colour: red}}}\n"
        "streams:\n  cup:\n    - {id: a}\n    - {id: b, url: \"gopher://host/b\"}\n");
  const support::Finished finished = run({});
  EXPECT_EQ(finished.status, 1);
  EXPECT_EQ(finished.output, "");
  EXPECT_THAT(finished.error_output,
              AllOf(HasSubstr("config.yml:2:3: exporter.chek_interval"), HasSubstr("soon"),
                    HasSubstr("colour"), HasSubstr("config.yml:7:"), HasSubstr("gopher"),
                    Not(HasSubstr("the exporter is running"))));
}

TEST_F(ShortRun, asking_for_a_plugin_that_does_not_load_names_its_file) {
  write("broken.so", "no library at all");
  write("config.yml",
        "plugins: {load: [broken]}\n"
        "streams:\n  cup:\n    - {id: a, url: \"http://127.0.0.1:1/a.flv\"}\n");
  const support::Finished finished = run({}, {"VEX_PLUGIN_PATH=" + folder_.path().string()});
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.error_output, HasSubstr("broken.so"));
}

TEST(OtherPlugins, that_do_not_load_are_named_while_the_exporter_runs) {
  const support::TemporaryFolder folder;
  std::ofstream(folder.path() / "broken.so") << "no library at all";
  Exporter exporter("  cup:\n    - {id: a, url: 'http://127.0.0.1:1/a.flv'}\n", "",
                    {"VEX_PLUGIN_PATH=" + folder.path().string()});
  EXPECT_THAT(exporter.process().error_output(), HasSubstr("broken.so"));
  exporter.await_up("a", 0, patience);
}

TEST_F(ShortRun, of_probe_tells_health_by_its_status) {
  origin::Server origin;
  const auto probe = [&](const char* target) {
    return run({"probe", origin.url(target), "--duration", "2s"}).status;
  };
  EXPECT_EQ(probe("/live/a.flv"), 0);
  EXPECT_EQ(probe("/live/a.flv?no_keyframes=1"), 1);
  EXPECT_EQ(probe("/live/a.flv?status=404"), 1);
  EXPECT_EQ(support::run({{"sh", "-c", "echo \"$1\" | \"$0\" probe - --duration 2s", VIDEO_EXPORTER,
                           origin.url("/live/a.flv")},
                          {},
                          {}})
                .status,
            0);
  EXPECT_EQ(run({"probe"}).status, 2);
}

TEST_F(ShortRun, of_completion_completes_in_bash) {
  write("my config.yml", "");
  const auto complete = [&](const std::string& words) {
    return support::run({{"bash", "-c",
                          "cd \"$1\" && source <(\"$0\" completion bash) && COMP_WORDS=(" + words +
                              ") && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) && _video_exporter && "
                              "printf '%s\\n' \"${COMPREPLY[@]}\"",
                          VIDEO_EXPORTER, folder_.path().string()},
                         {},
                         {}})
        .output;
  };
  EXPECT_EQ(complete("video-exporter prob"), "probe\n");
  EXPECT_EQ(complete("video-exporter probe --dur"), "--duration\n");
  EXPECT_EQ(complete("video-exporter --log-level w"), "warn\n");
  EXPECT_EQ(complete("video-exporter check my"), "my config.yml\n");
}

TEST(Output, that_cannot_be_written_is_a_failure) {
  const auto finished =
      support::run({{"sh", "-c", "\"$0\" version > /dev/full", VIDEO_EXPORTER}, {}, {}});
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.error_output, HasSubstr("cannot write"));
}

}  // namespace
}  // namespace end_to_end
