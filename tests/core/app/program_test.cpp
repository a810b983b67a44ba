// The built program, as a shell sees it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/process/process.hpp"

namespace core::app {
namespace {

using support::Finished;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    std::string name = testing::TempDir() + "program-XXXXXX";
    folder = mkdtemp(name.data());
  }
  ~ProgramTest() override { std::filesystem::remove_all(folder); }

  Finished run(std::vector<std::string> words, std::vector<std::string> environment = {}) {
    words.insert(words.begin(), VIDEO_EXPORTER);
    environment.push_back("CONFIG_FILE");
    return support::run({std::move(words), std::move(environment), folder});
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder / name) << text;
  }

  std::filesystem::path folder;
};

TEST_F(ProgramTest, prints_its_version) {
  const Finished finished = run({"version"});
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.output, StartsWith("video-exporter "));
  EXPECT_THAT(finished.output, HasSubstr("vex_entry_v1"));
}

TEST_F(ProgramTest, keeps_complaints_off_stdout) {
  const Finished finished = run({"--no-such-option"});
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.output, IsEmpty());
  EXPECT_THAT(finished.error_output, HasSubstr("--no-such-option"));
}

TEST_F(ProgramTest, lists_its_plugins) {
  const Finished finished = run({"plugins"});
  EXPECT_EQ(finished.status, 0);
  for (const char* const id : {"flv", "traffic", "health", "prometheus"}) {
    EXPECT_THAT(finished.output, HasSubstr(id));
  }
}

TEST_F(ProgramTest, describes_a_plugin) {
  const Finished finished = run({"plugins", "health"});
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.output, HasSubstr("good_bitrate"));
}

TEST_F(ProgramTest, names_a_plugin_that_is_not_there) {
  const Finished finished = run({"plugins", "nothing"});
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.error_output, HasSubstr("'nothing'"));
}

TEST_F(ProgramTest, names_a_library_that_is_no_plugin) {
  write("broken.so", "no library at all");
  const Finished finished = run({"plugins"}, {"VEX_PLUGIN_PATH=" + folder.string()});
  EXPECT_EQ(finished.status, 0);
  EXPECT_THAT(finished.output, HasSubstr("broken.so"));
}

TEST_F(ProgramTest, finds_a_good_configuration_valid) {
  write("config.yml", "streams:\n  cup:\n    - {url: http://localhost/a.flv, id: a}\n");
  for (const std::vector<std::string>& words : {std::vector<std::string>{"check"},
                                                {"check", "config.yml"},
                                                {"check", "-c", "config.yml"}}) {
    const Finished finished = run(words);
    EXPECT_EQ(finished.status, 0);
    EXPECT_THAT(finished.output, HasSubstr("config.yml is valid: 1 stream,"));
  }
}

TEST_F(ProgramTest, shows_all_that_is_wrong_with_a_configuration) {
  write("config.yml", "exporter: {max_retrys: 3}\nstreams:\n  cup:\n    - {id: a}\n");
  const Finished finished = run({"check"});
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.error_output, HasSubstr("config.yml:1:"));
  EXPECT_THAT(finished.error_output, HasSubstr("max_retrys"));
  EXPECT_THAT(finished.error_output, HasSubstr("config.yml:4:"));
}

TEST_F(ProgramTest, says_where_it_looked_for_a_configuration) {
  const Finished finished = run({"check"});
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.error_output, HasSubstr("config.yml"));
  EXPECT_THAT(finished.error_output, HasSubstr("--config"));
}

TEST_F(ProgramTest, reports_a_dead_stream_with_1) {
  const Finished finished = run({"probe", "http://127.0.0.1:1/a.flv?token=secret"});
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.output, StartsWith("down  connect: "));
  EXPECT_THAT(finished.output, Not(HasSubstr("secret")));
}

TEST_F(ProgramTest, reports_a_dead_stream_as_json) {
  const Finished finished = run({"probe", "--json", "http://127.0.0.1:1/a.flv"});
  EXPECT_EQ(finished.status, 1);
  const auto json = nlohmann::json::parse(finished.output);
  EXPECT_EQ(json["state"], "down");
  EXPECT_EQ(json["reason"], "connect");
}

TEST_F(ProgramTest, refuses_to_probe_what_no_probe_reads) {
  const Finished finished = run({"probe", "gopher://localhost/"});
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.output, IsEmpty());
}

TEST_F(ProgramTest, refuses_to_probe_with_an_unknown_module) {
  write("config.yml", "streams: {}\n");
  const Finished finished = run({"probe", "http://127.0.0.1:1/a.flv", "--module", "news"});
  EXPECT_EQ(finished.status, 2);
  EXPECT_THAT(finished.error_output, HasSubstr("news"));
}

TEST_F(ProgramTest, completes_words_in_bash) {
  const std::string script =
      "source <(" VIDEO_EXPORTER
      " completion bash)\n"
      "COMP_WORDS=(video-exporter pl); COMP_CWORD=1; _video_exporter\n"
      "echo \"${COMPREPLY[*]}\"\n"
      "COMP_WORDS=(video-exporter run --log.f); COMP_CWORD=2; _video_exporter\n"
      "echo \"${COMPREPLY[*]}\"\n"
      "COMP_WORDS=(video-exporter --log.format j); COMP_CWORD=2; _video_exporter\n"
      "echo \"${COMPREPLY[*]}\"\n";
  const Finished finished = support::run({{"bash", "-c", script}, {}, {}});
  EXPECT_EQ(finished.error_output, "");
  EXPECT_EQ(finished.output, "plugins\n--log.format\njson\n");
}

}  // namespace
}  // namespace core::app
