// The tour of all keys, and the page that explains them.
#include <gmock/gmock.h>

#include <sstream>

#include "core/config/load.hpp"
#include "tests/config/built_plugins.hpp"

namespace core::config {
namespace {

const std::string example = CONFIG_FOLDER "/video-exporter.yml";

/// The keys that a section knows, out of what an unknown one is answered.
std::vector<std::string> known_keys(const std::string& text) {
  plugin::Registry registry = built_plugins();
  std::istringstream in(text);
  try {
    static_cast<void>(load(in, "test.yml", registry));
  } catch (const InvalidConfig& error) {
    const std::string sentence = error.problems().back().sentence;
    const std::string head = "known here: ";
    std::istringstream words(sentence.substr(sentence.find(head) + head.size()));
    std::vector<std::string> keys;
    for (std::string word; std::getline(words >> std::ws, word, ',');) keys.push_back(word);
    return keys;
  }
  return {};
}

std::vector<std::string> all_keys() {
  std::vector<std::string> keys;
  for (const char* section :
       {"%: 1", "exporter: {%: 1}", "plugins: {%: 1}", "defaults: {%: 1}",
        "defaults: {tls: {%: 1}}", "defaults: {http: {%: 1}}",
        "defaults: {rules: {long_gop: {%: 1}}}", "web: {%: 1}", "engine: {%: 1}",
        "discovery: {%: 1}", "discovery: {file_sd: [{%: 1}]}", "discovery: {http_sd: [{%: 1}]}",
        "streams: {p: [{url: 'http://h/a.flv', %: 1}]}"}) {
    std::string text = section;
    text.replace(text.find('%'), 1, "xxxxxxxxxxxxxxxxxxxxxxxx");
    const auto known = known_keys(text);
    keys.insert(keys.end(), known.begin(), known.end());
  }
  return keys;
}

TEST(ExampleConfig, is_valid_with_the_plugins_of_this_build) {
  plugin::Registry registry = built_plugins();
  const Config config = load(example, registry);
  EXPECT_EQ(config.streams.size(), 4U);
  EXPECT_THAT(registry.problems(), testing::IsEmpty());
}

TEST(ExampleConfig, shows_the_defaults_as_they_are) {
  plugin::Registry registry = built_plugins();
  std::istringstream nothing("streams: {}");
  const Config preset = load(nothing, "test.yml", registry);
  const Config config = load(example, registry);
  EXPECT_EQ(config.defaults->timeouts, preset.defaults->timeouts);
  EXPECT_EQ(config.defaults->liveness_timeout, preset.defaults->liveness_timeout);
  EXPECT_EQ(config.defaults->window, preset.defaults->window);
  EXPECT_EQ(config.defaults->http, preset.defaults->http);
  EXPECT_EQ(config.defaults->tls, preset.defaults->tls);
  ASSERT_EQ(config.defaults->analyzers.size(), preset.defaults->analyzers.size());
  for (std::size_t i = 0; i < preset.defaults->analyzers.size(); ++i) {
    EXPECT_TRUE(config.defaults->analyzers[i]->same_as(*preset.defaults->analyzers[i]))
        << preset.defaults->analyzers[i]->plugin().id;
  }
  EXPECT_EQ(config.exporter.listen_host, preset.exporter.listen_host);
  EXPECT_EQ(config.engine.quantum, preset.engine.quantum);
}

TEST(ExampleConfig, names_every_key) {
  const std::string text = content_of(example);
  for (const std::string& key : all_keys()) {
    EXPECT_THAT(text, testing::HasSubstr(key.ends_with("_file") ? key : key + ":"));
  }
}

TEST(ConfigurationPage, explains_every_key) {
  const std::string page = content_of(DOCS_FOLDER "/configuration.md");
  const auto keys = all_keys();
  EXPECT_GT(keys.size(), 50U);
  for (const std::string& key : keys) EXPECT_THAT(page, testing::HasSubstr("`" + key + "`"));
}

}  // namespace
}  // namespace core::config
