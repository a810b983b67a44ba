// Which sinks run, and with what.
#include <gmock/gmock.h>

#include <fstream>

#include "tests/core/config/fixture.hpp"
#include "tests/support/servers/temporary_folder.hpp"

namespace core::config {
namespace {

using testing::ElementsAre;

class SinkConfig : public ConfigTest {
 protected:
  [[nodiscard]] std::vector<std::string> names(const std::string& text) {
    std::vector<std::string> result;
    for (const Sink& sink : load(text).sinks) result.push_back(sink.name);
    return result;
  }
};

TEST_F(SinkConfig, are_prometheus_and_log_by_default) {
  EXPECT_THAT(names("streams: {}"), ElementsAre("prometheus", "log"));
}

TEST_F(SinkConfig, come_on_top_of_the_default_ones) {
  EXPECT_THAT(names("sinks: {webhook: {url: 'https://h/'}}"),
              ElementsAre("prometheus", "log", "webhook"));
}

TEST_F(SinkConfig, can_be_switched_off) {
  EXPECT_THAT(names("sinks: {log: off, prometheus:}"), ElementsAre("prometheus"));
}

TEST_F(SinkConfig, may_be_there_several_times_under_names_of_their_own) {
  EXPECT_THAT(names("sinks: {webhook: [{name: ops, url: 'https://h/'}, {url: 'https://i/'}]}"),
              ElementsAre("prometheus", "log", "ops", "webhook"));
}

TEST_F(SinkConfig, have_their_options) {
  environment_["HOOK"] = "https://user:secret@h/";
  const Config config = load(R"(
sinks:
  webhook: {url: "${HOOK}", headers: {a: x}, events: [firing], verify: no, batch: 5}
)");
  const vex_value* values = config.sinks.at(2).settings->values();
  EXPECT_EQ(std::string(values[0].text.data, values[0].text.size), "https://user:secret@h/");
  EXPECT_EQ(values[1].map.size, 1U);
  EXPECT_EQ(values[2].list.size, 1U);
  EXPECT_EQ(values[3].integer, 0);
  EXPECT_EQ(values[4].integer, 5);
}

TEST_F(SinkConfig, take_secrets_from_files) {
  const Config config = load("sinks: {webhook: {url_file: password.txt}}");
  const vex_str url = config.sinks.at(2).settings->values()[0].text;
  EXPECT_EQ(std::string(url.data, url.size), "from a file");
}

TEST_F(SinkConfig, find_files_from_the_folder_of_the_configuration) {
  const Config config = load("sinks: {webhook: {url: 'https://h/', body_file: token.txt}}");
  const vex_str file = config.sinks.at(2).settings->values()[5].text;
  EXPECT_EQ(std::string(file.data, file.size), std::string(CONFIG_TESTS) + "/token.txt");
}

TEST_F(SinkConfig, are_others_when_the_content_of_a_file_is_another) {
  const support::TemporaryFolder folder;
  const std::string file = folder.path() / "body";
  const auto settings = [&](const std::string& content) {
    std::ofstream(file) << content;
    const Config config = load("sinks: {webhook: {url: 'https://h/', body_file: '" + file + "'}}");
    return config.sinks.at(2).settings;
  };
  const auto first = settings("one");
  EXPECT_TRUE(first->same_as(*settings("one")));
  EXPECT_FALSE(first->same_as(*settings("two")));
}

}  // namespace
}  // namespace core::config
