// The configuration that the product started from, as its page has it.
#include <gmock/gmock.h>

#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

using namespace std::chrono_literals;

class SeedConfig : public ConfigTest {
 protected:
  const Config config_ = config::load(std::string(CONFIG_TESTS) + "/seed.yml", registry_);
};

TEST_F(SeedConfig, listens_on_all_interfaces) {
  EXPECT_EQ(config_.exporter.listen_host, "");
  EXPECT_EQ(config_.exporter.listen_port, 8080);
}

TEST_F(SeedConfig, takes_samples) {
  const Watch& watch = *config_.streams.at(0).watch;
  EXPECT_EQ(watch.mode, Mode::sampled);
  EXPECT_EQ(watch.check_interval, 30s);
  EXPECT_EQ(watch.sample_duration, 10s);
  EXPECT_EQ(watch.min_keyframes, 2U);
  EXPECT_EQ(watch.max_retries, 3U);
  EXPECT_EQ(config_.exporter.max_concurrent, 1000U);
}

TEST_F(SeedConfig, has_its_stream_under_the_name_that_dashboards_know) {
  ASSERT_EQ(config_.streams.size(), 1U);
  const Stream& stream = config_.streams[0];
  EXPECT_EQ(stream.project, "project1");
  EXPECT_EQ(stream.id, "stream-01");
  EXPECT_EQ(stream.url, "https://example.com/live/stream.flv");
  EXPECT_EQ(stream.name, "project1_example.com_stream-01_live_stream");
  EXPECT_STREQ(stream.probe->plugin().id, "flv");
}

TEST_F(SeedConfig, runs_the_default_analyzers_and_sinks) {
  std::vector<std::string> ids;
  for (const auto& settings : config_.streams[0].watch->analyzers) {
    ids.emplace_back(settings->plugin().id);
  }
  EXPECT_THAT(ids, testing::ElementsAre("traffic", "tracks", "framerate", "gop", "timing",
                                        "stability", "health", "compat"));
  ASSERT_EQ(config_.sinks.size(), 2U);
  EXPECT_EQ(config_.sinks[0].name, "prometheus");
  EXPECT_EQ(config_.sinks[1].name, "log");
}

using MinKeyframes = ConfigTest;

std::int64_t playable_with(const Config& config) {
  for (const auto& settings : config.streams.at(0).watch->analyzers) {
    if (settings->plugin().id == std::string_view("health")) return settings->values()[1].integer;
  }
  return -1;
}

TEST_F(MinKeyframes, of_the_exporter_make_a_stream_playable_too) {
  const Config config = load("exporter: {min_keyframes: 1}\nstreams: {p: [http://h/a.flv]}\n");
  EXPECT_EQ(config.streams.at(0).watch->min_keyframes, 1U);
  EXPECT_EQ(playable_with(config), 1);
}

TEST_F(MinKeyframes, give_way_to_the_option_of_health_itself) {
  const Config config = load(
      "exporter: {min_keyframes: 1}\ndefaults: {analyzers: {health: {min_keyframes: 5}}}\n"
      "streams: {p: [http://h/a.flv]}\n");
  EXPECT_EQ(playable_with(config), 5);
}

}  // namespace
}  // namespace core::config
