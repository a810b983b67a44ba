#include "core/app/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

namespace core::app {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

Command parse(std::vector<const char*> words) {
  words.insert(words.begin(), "video-exporter");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

/// The command of that kind; the test fails by exception when it is another.
template <class Kind>
Kind parse_as(std::vector<const char*> words) {
  return std::get<Kind>(parse(std::move(words)));
}

TEST(CommandLine, runs_by_default) {
  const auto run = parse_as<RunCommand>({});
  EXPECT_TRUE(run.config_file.empty());
  EXPECT_EQ(run.log_level, log::Level::info);
  EXPECT_EQ(run.log_format, std::nullopt);
}

TEST(CommandLine, takes_the_options_of_run_with_and_without_the_word) {
  for (const char* const word : {"run", "--log-level=info"}) {
    const auto run = parse_as<RunCommand>({word, "-c", "a.yml", "-l", ":9100"});
    EXPECT_EQ(run.config_file, "a.yml");
    EXPECT_EQ(run.listen_address, ":9100");
  }
}

TEST(CommandLine, knows_the_names_that_exporters_share) {
  const auto run = parse_as<RunCommand>({"--config.file=a.yml", "--web.listen-address=:9100",
                                         "--log.level=warn", "--log.format=json"});
  EXPECT_EQ(run.config_file, "a.yml");
  EXPECT_EQ(run.listen_address, ":9100");
  EXPECT_EQ(run.log_level, log::Level::warning);
  EXPECT_EQ(run.log_format, log::Format::json);
}

TEST(CommandLine, takes_the_file_to_check_as_a_word) {
  EXPECT_EQ(parse_as<CheckCommand>({"check", "a.yml"}).config_file, "a.yml");
  EXPECT_EQ(parse_as<CheckCommand>({"check", "--config.file", "a.yml"}).config_file, "a.yml");
}

TEST(CommandLine, takes_what_a_probe_may_be_told) {
  const auto probe = parse_as<ProbeCommand>({"probe", "http://h/a.flv", "--duration", "3s",
                                             "--timeout=500ms", "-m", "sports", "-p", "flv", "-j"});
  EXPECT_EQ(probe.url, "http://h/a.flv");
  EXPECT_EQ(probe.sample_duration, 3s);
  EXPECT_EQ(probe.timeout, 500ms);
  EXPECT_EQ(probe.module, "sports");
  EXPECT_EQ(probe.probe, "flv");
  EXPECT_TRUE(probe.is_json);
}

TEST(CommandLine, prints_the_version_by_word_and_by_option) {
  (void)parse_as<VersionCommand>({"version"});
  (void)parse_as<VersionCommand>({"--version"});
}

TEST(CommandLine, complains_of_wrong_usage) {
  const std::vector<std::vector<const char*>> wrong{
      {"sing"},
      {"--no-such-option"},
      {"probe"},
      {"probe", "http://a", "http://b"},
      {"probe", "http://a", "--duration", "soon"},
      {"probe", "http://a", "--duration", "0"},
      {"--log.level", "loud"},
      {"--log.format=xml"},
      {"completion", "tcsh"},
      {"check", "--web.listen-address=:1"},
  };
  for (const auto& words : wrong) {
    testing::internal::CaptureStderr();
    const auto given = parse_as<Exit>(words);
    EXPECT_EQ(given.code, exit_usage) << words.back();
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("--help"));
  }
}

TEST(CommandLine, points_to_the_help_of_the_command) {
  testing::internal::CaptureStderr();
  static_cast<void>(parse_as<Exit>({"probe"}));
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "video-exporter probe: url is required\nTry 'video-exporter probe --help'.\n");
}

std::string refusal_of(const std::vector<const char*>& words) {
  testing::internal::CaptureStderr();
  static_cast<void>(parse_as<Exit>(words));
  const std::string text = testing::internal::GetCapturedStderr();
  return text.substr(0, text.find('\n'));
}

TEST(CommandLine, names_the_nearest_to_an_unknown_word) {
  EXPECT_EQ(refusal_of({"prob"}),
            "video-exporter: unknown command 'prob'; did you mean \"probe\"?");
  EXPECT_EQ(refusal_of({"probe", "--jsn", "http://h/a.flv"}),
            "video-exporter probe: unknown option '--jsn'; did you mean \"--json\"?");
  EXPECT_EQ(refusal_of({"--web.listen-adress=:1"}),
            "video-exporter: unknown option '--web.listen-adress'; did you mean "
            "\"--web.listen-address\"?");
}

TEST(CommandLine, names_an_argument_too_many) {
  EXPECT_EQ(refusal_of({"check", "a.yml", "b.yml"}),
            "video-exporter check: unexpected argument 'b.yml'");
}

TEST(CommandLine, helps_on_every_command) {
  for (const char* const word : {"run", "check", "probe", "plugins", "version", "completion"}) {
    testing::internal::CaptureStdout();
    EXPECT_EQ(parse_as<Exit>({word, "--help"}).code, exit_ok);
    EXPECT_THAT(testing::internal::GetCapturedStdout(), HasSubstr(word));
  }
}

TEST(CommandLine, keeps_help_within_100_columns) {
  for (const std::vector<const char*>& words :
       {std::vector<const char*>{"--help"}, {"run", "--help"}, {"probe", "--help"}}) {
    testing::internal::CaptureStdout();
    (void)parse(words);
    std::istringstream help(testing::internal::GetCapturedStdout());
    for (std::string line; std::getline(help, line);) EXPECT_LE(line.size(), 100U) << line;
  }
}

TEST(CommandLine, completes_all_it_accepts) {
  for (const char* const shell : {"bash", "zsh", "fish"}) {
    const auto script = parse_as<CompletionCommand>({"completion", shell}).script;
    for (const char* const word : {"probe", "plugins", "web.listen-address", "logfmt", "zsh"}) {
      EXPECT_THAT(script, HasSubstr(word)) << shell;
    }
  }
}

}  // namespace
}  // namespace core::app
