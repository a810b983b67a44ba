// How a stream is watched, by what the layers of the file say.
#include <gmock/gmock.h>

#include <cmath>

#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class WatchConfig : public ConfigTest {
 protected:
  /// How the only stream of a file is watched.
  [[nodiscard]] Watch watch(const std::string& text) { return *stream(text).watch; }

  [[nodiscard]] Stream stream(const std::string& text) { return load(text).streams.at(0); }
};

std::vector<std::string> ids(const Watch& watch) {
  std::vector<std::string> result;
  for (const auto& settings : watch.analyzers) result.emplace_back(settings->plugin().id);
  return result;
}

const plugin::Settings& settings_of(const std::vector<plugin::SettingsPtr>& list,
                                    std::string_view id) {
  for (const auto& settings : list) {
    if (id == settings->plugin().id) return *settings;
  }
  throw std::out_of_range(std::string(id));
}

const std::string one_stream = "streams: {cup: [{url: 'http://h/a.flv'}]}\n";

TEST_F(WatchConfig, is_continuous_by_default) {
  const Watch found = watch(one_stream);
  EXPECT_EQ(found.mode, Mode::continuous);
  EXPECT_EQ(found.timeouts, Timeouts{});
  EXPECT_EQ(found.liveness_timeout, 5s);
  EXPECT_EQ(found.window, 10s);
}

TEST_F(WatchConfig, listens_on_loopback_by_default) {
  const Config config = load(one_stream);
  EXPECT_EQ(config.exporter.listen_host, "127.0.0.1");
  EXPECT_EQ(config.exporter.listen_port, 8080);
}

TEST_F(WatchConfig, follows_defaults_module_project_and_stream_in_this_order) {
  const Config config = load(R"(
defaults: {liveness_timeout: 1s, window: 11s, idle_timeout: 21s, max_retries: 1}
modules:
  sports: {liveness_timeout: 2s, window: 12s, idle_timeout: 22s}
streams:
  cup:
    module: sports
    liveness_timeout: 3s
    window: 13s
    streams:
      - {url: 'http://h/a.flv', liveness_timeout: 4s}
)");
  const Watch& found = *config.streams[0].watch;
  EXPECT_EQ(found.max_retries, 1U);
  EXPECT_EQ(found.timeouts.idle, 22s);
  EXPECT_EQ(found.window, 13s);
  EXPECT_EQ(found.liveness_timeout, 4s);
}

TEST_F(WatchConfig, lets_a_stream_name_another_module_than_its_project) {
  const Config config = load(R"(
modules: {slow: {window: 1m}, fast: {window: 2s}}
streams:
  cup: {module: slow, streams: [{url: 'http://h/a.flv', module: fast}, 'http://h/b.flv']}
)");
  EXPECT_EQ(config.streams[0].watch->window, 2s);
  EXPECT_EQ(config.streams[1].watch->window, 60s);
}

TEST_F(WatchConfig, has_one_timeout_for_all_phases_that_have_none_of_their_own) {
  const Watch found = watch("defaults: {timeout: 3s, connect_timeout: 1s}\n" + one_stream);
  EXPECT_EQ(found.timeouts, (Timeouts{3s, 1s, 3s, 3s, 3s, 3s}));
}

TEST_F(WatchConfig, lets_a_later_timeout_cover_earlier_phases) {
  const Watch found = watch(
      "defaults: {connect_timeout: 1s}\n"
      "streams: {cup: [{url: 'http://h/a.flv', timeout: 4s, idle_timeout: 2s}]}");
  EXPECT_EQ(found.timeouts, (Timeouts{4s, 4s, 4s, 4s, 4s, 2s}));
}

TEST_F(WatchConfig, is_sampled_where_an_interval_is_given) {
  const Config config = load(R"(
modules: {hourly: {check_interval: 1h}}
streams: {cup: [{url: 'http://h/a.flv', module: hourly}, 'http://h/b.flv']}
)");
  EXPECT_EQ(config.streams[0].watch->mode, Mode::sampled);
  EXPECT_EQ(config.streams[0].watch->check_interval, 3600s);
  EXPECT_EQ(config.streams[1].watch->mode, Mode::continuous);
}

TEST_F(WatchConfig, lets_the_defaults_be_continuous_beside_the_intervals_of_the_seed) {
  const Watch found =
      watch("exporter: {check_interval: 30}\ndefaults: {mode: continuous}\n" + one_stream);
  EXPECT_EQ(found.mode, Mode::continuous);
}

TEST_F(WatchConfig, runs_a_list_of_analyzers_and_no_others) {
  const Config config =
      load("defaults: {analyzers: [health: {good_bitrate: 3000000}, traffic]}\n" + one_stream);
  const Watch& found = *config.streams[0].watch;
  EXPECT_THAT(ids(found), ElementsAre("traffic", "health"));
  EXPECT_EQ(found.analyzers[1]->values()[0].number, 3'000'000);
}

TEST_F(WatchConfig, changes_the_analyzers_by_a_map) {
  const Watch found = watch(
      "defaults: {analyzers: {stability: off, compat: off, audio: on, health: {good_bitrate: "
      "1}}}\n" +
      one_stream);
  EXPECT_THAT(ids(found),
              ElementsAre("traffic", "tracks", "framerate", "gop", "timing", "health", "audio"));
  EXPECT_EQ(settings_of(found.analyzers, "health").values()[0].number, 1);
}

TEST_F(WatchConfig, keeps_options_of_earlier_layers_that_a_later_one_does_not_name) {
  const Watch found = watch(R"(
defaults: {analyzers: {health: {good_bitrate: 7}}}
streams: {cup: [{url: 'http://h/a.flv', analyzers: [traffic, health]}]}
)");
  EXPECT_EQ(settings_of(found.analyzers, "health").values()[0].number, 7);
}

TEST_F(WatchConfig, overrides_rules_setting_by_setting) {
  const Watch found = watch(R"(
defaults: {rules: {long_gop: {limit: 20s, severity: info, for: 5s}}}
streams: {cup: [{url: 'http://h/a.flv', rules: {long_gop: {limit: 30s, keep_firing: 2m}}}]}
)");
  const plugin::RuleSetting& rule = settings_of(found.analyzers, "gop").rules()[0];
  EXPECT_EQ(rule,
            (plugin::RuleSetting{true, VEX_SEVERITY_INFO, 30, 5'000'000'000, 120'000'000'000}));
}

TEST_F(WatchConfig, switches_rules_off_and_gives_limits_to_those_that_have_none) {
  const Watch found =
      watch("defaults: {rules: {long_gop: off, low_bitrate: {limit: 500000}}}\n" + one_stream);
  EXPECT_TRUE(std::isnan(settings_of(found.analyzers, "gop").limits()[0]));
  EXPECT_EQ(settings_of(found.analyzers, "traffic").limits()[0], 500'000);
}

TEST_F(WatchConfig, overrides_the_rules_of_the_program_itself) {
  const Watch found = watch("defaults: {rules: {stream_down: {for: 30s}}}\n" + one_stream);
  EXPECT_EQ(found.core->rules()[0].hold, 30'000'000'000);
}

TEST_F(WatchConfig, hands_options_to_the_probe_that_the_url_chooses) {
  const Stream found = stream("defaults: {probes: {flv: {max_tag: 1MiB}}}\n" + one_stream);
  EXPECT_STREQ(found.probe->plugin().id, "flv");
  EXPECT_EQ(found.probe->values()[0].integer, 1024 * 1024);
}

TEST_F(WatchConfig, watches_by_the_probe_that_is_named) {
  const Stream found = stream("streams: {cup: [{url: 'http://h/live/a', probe: flv}]}");
  EXPECT_STREQ(found.probe->plugin().id, "flv");
}

TEST_F(WatchConfig, collects_headers_credentials_and_tls) {
  environment_["PASSWORD"] = "pa:ss";
  const Watch found = watch(R"(
defaults:
  http: {headers: {User-Agent: a, X-Key: b}}
  tls: {ca_file: password.txt, insecure: yes}
streams:
  cup:
    - url: http://h/a.flv
      http: {headers: {X-Key: c}, username: me, password: "${PASSWORD}"}
)");
  EXPECT_THAT(found.http.headers,
              ElementsAre(std::pair("User-Agent", "a"), std::pair("X-Key", "c")));
  EXPECT_EQ(found.http.username, "me");
  EXPECT_EQ(found.http.password, "pa:ss");
  EXPECT_EQ(found.tls.ca_file, std::string(CONFIG_TESTS) + "/password.txt");
  EXPECT_TRUE(found.tls.insecure);
}

TEST_F(WatchConfig, reads_a_password_from_a_file_without_its_line_break) {
  EXPECT_EQ(watch("defaults: {http: {password_file: password.txt}}\n" + one_stream).http.password,
            "from a file");
}

TEST_F(WatchConfig, is_shared_by_streams_that_say_the_same) {
  const Config config = load(R"(
streams:
  cup:
    - http://h/a.flv
    - {url: 'http://h/b.flv', labels: {team: x}}
    - {url: 'http://h/c.flv', window: 20s}
    - {url: 'http://h/d.flv', window: "20"}
  league:
    - http://h/a.flv
)");
  EXPECT_EQ(config.streams[0].watch, config.streams[1].watch);
  EXPECT_NE(config.streams[0].watch, config.streams[2].watch);
  EXPECT_EQ(config.streams[2].watch, config.streams[3].watch);
  EXPECT_EQ(config.streams[0].watch, config.streams[4].watch);
  EXPECT_EQ(config.streams[0].watch, config.defaults);
}

TEST_F(WatchConfig, shares_settings_between_watches) {
  const Config config = load(R"(
streams: {cup: [http://h/a.flv, {url: 'http://h/b.flv', window: 20s}]}
)");
  EXPECT_EQ(config.streams[0].watch->analyzers, config.streams[1].watch->analyzers);
  EXPECT_EQ(config.streams[0].probe, config.streams[1].probe);
}

TEST_F(WatchConfig, is_there_for_each_module) {
  const Config config = load("modules: {sports: {window: 20s}, news: {}}\n");
  ASSERT_EQ(config.modules.size(), 2U);
  EXPECT_EQ(config.modules[0].name, "sports");
  EXPECT_EQ(config.modules[0].watch->window, 20s);
  EXPECT_EQ(config.modules[1].watch, config.defaults);
}

TEST_F(WatchConfig, leaves_out_default_analyzers_that_may_not_be_used) {
  const Watch found = watch("plugins: {load: [flv, traffic, gop]}\n" + one_stream);
  EXPECT_THAT(ids(found), ElementsAre("traffic", "gop"));
}

}  // namespace
}  // namespace core::config
