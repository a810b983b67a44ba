// The built program while its configuration changes: what is not concerned goes on untouched.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <future>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr seconds patience{60};

class Reload : public testing::Test {
 protected:
  std::string stream(const std::string& id, const std::string& more = {}) const {
    return "    - {id: " + id + ", url: '" + origin.url(path_of(id)) + "'" + more + "}\n";
  }
  static std::string path_of(const std::string& id) { return "/live/" + id + ".flv"; }

  std::uint64_t requests(const std::string& id) const {
    return origin.figures(path_of(id)).requests;
  }

  static double packets(const Exposition& now, const std::string& id) {
    return now.value("video_stream_packets_total", {{"id", id}, {"track", "video"}}).value_or(0);
  }

  origin::Server origin;
};

TEST_F(Reload, leaves_an_unchanged_stream_its_connection_and_its_counters) {
  Exporter exporter("  cup:\n" + stream("a") + stream("b"));
  exporter.await_up("a", 1, patience);
  exporter.await_up("b", 1, patience);
  const double before = packets(
      exporter.await([&](const Exposition& now) { return packets(now, "a") > 0; }, patience), "a");

  exporter.write("config.yml", config_with("  cup:\n" + stream("c") +
                                           stream("b", ", liveness_timeout: 4s") + stream("a")));
  const support::HttpResponse answer = exporter.reload();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_THAT(answer.body, HasSubstr("1 added, 1 changed, 0 removed, 1 unchanged"));
  EXPECT_EQ(exporter.metrics().value("video_stream_up", {{"id", "a"}}), 1.0);

  exporter.await_up("b", 1, patience);
  exporter.await_up("c", 1, patience);
  const Exposition after =
      exporter.await([&](const Exposition& now) { return packets(now, "a") > before; }, patience);
  EXPECT_EQ(requests("a"), 1U);
  EXPECT_EQ(requests("b"), 2U);
  EXPECT_THAT(after.series("video_stream_reconnects_total", {{"id", "a"}}), IsEmpty());
}

TEST_F(Reload, takes_a_removed_stream_out_of_all_that_is_shown) {
  Exporter exporter("  cup:\n" + stream("a") + stream("b"));
  exporter.await_up("b", 1, patience);
  exporter.write("config.yml", config_with("  cup:\n" + stream("a")));
  EXPECT_EQ(exporter.reload().status, 200U);
  EXPECT_THAT(exporter.metrics().series("video_stream_up", {{"id", "b"}}), IsEmpty());
  EXPECT_THAT(exporter.page("/metrics"), Not(HasSubstr("id=\"b\"")));
  EXPECT_THAT(exporter.page("/api/v1/streams"), Not(HasSubstr("\"b\"")));
  EXPECT_TRUE(origin.await_open(path_of("b"), 0, patience));
  exporter.process().await_line_with("no longer watched", patience);
}

TEST_F(Reload, keeps_all_as_it_was_when_the_configuration_is_wrong) {
  Exporter exporter("  cup:\n" + stream("a"));
  exporter.await_up("a", 1, patience);
  const auto last_success = [&] {
    return *exporter.metrics().value("video_exporter_config_last_reload_success_timestamp_seconds");
  };
  const double started = last_success();
  exporter.write("config.yml", config_with("  cup:\n    - {id: b}\n", "enigne: {}\nmodules: 7\n"));
  const support::HttpResponse answer = exporter.reload();
  EXPECT_EQ(answer.status, 400U);
  EXPECT_THAT(answer.body,
              AllOf(HasSubstr("config.yml:3:1: enigne: unknown key; did you mean \"engine\"?\n"),
                    HasSubstr("config.yml:4:10: modules: must be a map"),
                    HasSubstr("streams.cup[0]: the key url is missing\n")));
  EXPECT_EQ(exporter.metrics().value("video_exporter_config_last_reload_successful"), 0.0);
  EXPECT_EQ(last_success(), started);
  EXPECT_EQ(exporter.metrics().value("video_stream_up", {{"id", "a"}}), 1.0);
  EXPECT_EQ(requests("a"), 1U);

  exporter.write("config.yml", config_with("  cup:\n" + stream("a")));
  EXPECT_EQ(exporter.reload().status, 200U);
  EXPECT_EQ(exporter.metrics().value("video_exporter_config_last_reload_successful"), 1.0);
  EXPECT_GT(last_success(), started);
}

TEST_F(Reload, follows_a_hangup) {
  Exporter exporter("  cup:\n" + stream("a"));
  exporter.write("config.yml", config_with("  cup:\n" + stream("a") + stream("b")));
  exporter.process().send_signal(SIGHUP);
  exporter.process().await_line_with("the configuration was reloaded", patience);
  exporter.await_up("b", 1, patience);
}

TEST_F(Reload, says_what_has_to_wait_for_a_restart) {
  Exporter exporter("  cup:\n" + stream("a"), "engine: {threads: 1}\n");
  exporter.write("config.yml", config_with("  cup:\n" + stream("a") + stream("b"),
                                           "engine: {threads: 2, quantum: 50ms}\n"));
  const support::HttpResponse answer = exporter.reload();
  EXPECT_EQ(answer.status, 200U);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("1 added"), HasSubstr("restart"),
                                 HasSubstr("engine.threads, engine.quantum")));
  exporter.process().await_line_with("engine.threads, engine.quantum", patience);
  EXPECT_THAT(exporter.page("/metrics"), Not(HasSubstr("thread=\"1\"")));
}

TEST_F(Reload, changes_sinks_and_keeps_them_when_one_refuses) {
  Exporter exporter("  cup:\n" + stream("a"));
  const auto sinks = [&](const std::string& text) {
    exporter.write("config.yml", "exporter: {listen_addr: '127.0.0.1:0'}\nsinks: {" + text +
                                     "}\nstreams:\n  cup:\n" + stream("a"));
    return exporter.reload();
  };
  EXPECT_EQ(sinks("prometheus: {path: /other}, log: {format: json, interval: 0s}").status, 200U);
  EXPECT_EQ(support::http_get(exporter.url("/metrics")).status, 404U);
  EXPECT_EQ(support::http_get(exporter.url("/other")).status, 200U);

  const auto refused =
      sinks("prometheus: [{path: /metrics}, {name: second, path: /metrics}], log: off");
  EXPECT_EQ(refused.status, 500U);
  EXPECT_THAT(refused.body, HasSubstr("the sink second cannot start: "));
  EXPECT_EQ(support::http_get(exporter.url("/other")).status, 200U);
  EXPECT_THAT(support::http_get(exporter.url("/other")).body,
              HasSubstr("video_exporter_config_last_reload_successful 0"));
}

TEST_F(Reload, is_done_once_after_another) {
  Exporter exporter("  cup:\n" + stream("a"));
  std::vector<std::future<support::HttpResponse>> answers;
  exporter.write("config.yml", config_with("  cup:\n" + stream("a") + stream("b")));
  for (int i = 0; i < 8; ++i) {
    answers.push_back(std::async(std::launch::async, [&] { return exporter.reload(); }));
  }
  int added = 0;
  for (auto& answer : answers) {
    const support::HttpResponse response = answer.get();
    EXPECT_EQ(response.status, 200U);
    added += response.body.find("1 added") != std::string::npos ? 1 : 0;
  }
  EXPECT_EQ(added, 1);
  EXPECT_EQ(support::http_get(exporter.url("/-/reload")).status, 405U);
}

}  // namespace
}  // namespace end_to_end
