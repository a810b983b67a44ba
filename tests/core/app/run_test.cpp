// The life of the exporter, from its start to a signal.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/core/web/loopback_client.hpp"
#include "tests/support/process/process.hpp"

namespace core::app {
namespace {

using namespace std::chrono_literals;
using support::Process;
using testing::HasSubstr;
using testing::StartsWith;

class RunTest : public testing::Test {
 protected:
  RunTest() {
    std::string name = testing::TempDir() + "run-XXXXXX";
    folder = mkdtemp(name.data());
    std::ofstream(folder / "config.yml")
        << "exporter: {listen_addr: \"127.0.0.1:0\"}\n"
           "streams:\n  cup:\n    - {url: \"http://127.0.0.1:1/a.flv\", id: a}\n"
           "sinks: {prometheus: {}}\n";
  }
  ~RunTest() override { std::filesystem::remove_all(folder); }

  support::Command command(std::vector<std::string> words = {}) {
    words.insert(words.begin(), VIDEO_EXPORTER);
    return {std::move(words), {"CONFIG_FILE"}, folder};
  }

  /// The port that a started exporter listens on.
  static std::uint16_t port_of(Process& process) {
    const std::string line = process.await_line_with("address=127.0.0.1:");
    const std::size_t at = line.find("address=127.0.0.1:") + 18;
    return static_cast<std::uint16_t>(std::stoul(line.substr(at)));
  }

  std::filesystem::path folder;
};

TEST_F(RunTest, serves_its_pages) {
  Process process(command());
  const std::uint16_t port = port_of(process);
  for (const char* const path : {"/", "/metrics", "/api/v1/streams", "/-/healthy"}) {
    EXPECT_THAT(web::get(port, path), StartsWith("HTTP/1.1 200 ")) << path;
  }
}

TEST_F(RunTest, probes_configured_streams_and_no_others) {
  Process process(command());
  const std::uint16_t port = port_of(process);
  EXPECT_THAT(web::get(port, "/probe?target=http%3A%2F%2F127.0.0.1%3A1%2Fa.flv"),
              HasSubstr("\nprobe_success 0\n"));
  EXPECT_THAT(web::get(port, "/probe?target=http%3A%2F%2F127.0.0.1%3A2%2Fa.flv"),
              StartsWith("HTTP/1.1 403 "));
}

TEST_F(RunTest, listens_where_the_command_line_says) {
  Process first(command());
  const std::string taken = "127.0.0.1:" + std::to_string(port_of(first));
  Process second(command({"--web.listen-address=" + taken}));
  EXPECT_EQ(second.await_exit(support::patience), 1);
  EXPECT_THAT(second.error_output(), HasSubstr("cannot listen on " + taken));
}

TEST_F(RunTest, ends_well_within_two_seconds_of_a_signal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Process process(command());
    const std::uint16_t port = port_of(process);
    web::LoopbackClient idle(port);
    idle.send("GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n");
    idle.receive_answer();
    process.send_signal(signal);
    EXPECT_EQ(process.await_exit(2s), 0);
  }
}

TEST_F(RunTest, goes_on_after_a_hangup) {
  Process process(command());
  const std::uint16_t port = port_of(process);
  process.send_signal(SIGHUP);
  process.await_line_with("the configuration was reloaded");
  EXPECT_THAT(web::get(port, "/-/healthy"), StartsWith("HTTP/1.1 200 "));
}

TEST_F(RunTest, logs_json_when_told) {
  Process process(command({"--log.format=json"}));
  EXPECT_THAT(process.await_line_with("the exporter is running"), StartsWith("{\"time\":\""));
}

TEST_F(RunTest, does_not_start_with_a_wrong_configuration) {
  std::ofstream(folder / "config.yml") << "streams: 7\n";
  Process process(command());
  EXPECT_EQ(process.await_exit(support::patience), 1);
  EXPECT_THAT(process.error_output(), HasSubstr("config.yml:1:"));
}

TEST_F(RunTest, takes_a_wrong_address_for_wrong_usage) {
  Process process(command({"--web.listen-address=nowhere:port"}));
  EXPECT_EQ(process.await_exit(support::patience), 2);
}

}  // namespace
}  // namespace core::app
