#include "core/plugin/settings.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/plugin/given.hpp"
#include "tests/core/plugin/descriptors.hpp"

namespace core::plugin {
namespace {

constexpr vex_option count{"count", VEX_OPTION_INTEGER, 0, "5", "1", "9", nullptr, "Help"};
constexpr vex_option key{"key", VEX_OPTION_SECRET, 0, nullptr, nullptr, nullptr, nullptr, "Help"};
constexpr vex_option names{"names", VEX_OPTION_LIST, 0,       "[a, b]",
                           nullptr, nullptr,         nullptr, "Help"};
constexpr vex_option heads{"heads", VEX_OPTION_MAP, 0, "{x: y}", nullptr, nullptr, nullptr, "Help"};
constexpr vex_rule long_gop{"long_gop", VEX_SEVERITY_WARNING, 0, "", "Help", "seconds", "10s", "1s",
                            "60s"};
constexpr vex_rule low_bitrate{
    "low_bitrate", VEX_SEVERITY_WARNING, 0, "", "Help", "bps", "off", "0s", "30s"};
constexpr vex_rule no_video{"no_video", VEX_SEVERITY_CRITICAL, 0, "", "Help", "", nullptr, "0s",
                            "10s"};

class SettingsTest : public testing::Test {
 protected:
  SettingsTest() {
    plugin_.options = options_.data();
    plugin_.rules = rules_.data();
  }

  [[nodiscard]] SettingsPtr make(GivenOptions given = {}, const RuleChanges& rules = {}) const {
    given.emplace(&key, std::string("k"));
    return make_settings(plugin_, given, rules);
  }

  const std::vector<const vex_option*> options_ = table({&count, &key, &names, &heads});
  const std::vector<const vex_rule*> rules_ = table({&long_gop, &low_bitrate, &no_video});
  vex_plugin plugin_ = analyzer_plugin("plugin");
};

std::string_view text(vex_str borrowed) { return {borrowed.data, borrowed.size}; }

TEST_F(SettingsTest, hold_defaults_and_given_values_in_the_order_of_the_table) {
  const SettingsPtr settings = make({{&count, std::int64_t{7}}});
  EXPECT_EQ(settings->values()[0].integer, 7);
  EXPECT_EQ(text(settings->values()[1].text), "k");
  EXPECT_EQ(text(settings->values()[2].list.data[1]), "b");
  EXPECT_EQ(text(settings->values()[3].map.data[0].value), "y");
}

TEST_F(SettingsTest, hold_rules_as_their_table_has_them) {
  const SettingsPtr settings = make();
  EXPECT_EQ(settings->rules()[0].hold, 1'000'000'000);
  EXPECT_EQ(settings->rules()[0].keep_firing, 60'000'000'000);
  EXPECT_EQ(settings->limits()[0], 10);
  EXPECT_FALSE(settings->rules()[1].enabled);
  EXPECT_TRUE(std::isnan(settings->limits()[1]));
  EXPECT_TRUE(settings->rules()[2].enabled);
  EXPECT_TRUE(std::isnan(settings->limits()[2]));
}

TEST_F(SettingsTest, hold_no_limit_of_a_rule_that_is_switched_off) {
  const SettingsPtr settings = make({}, {{&long_gop, {.enabled = false}}});
  EXPECT_TRUE(std::isnan(settings->limits()[0]));
}

TEST_F(SettingsTest, switch_on_a_rule_that_gets_a_limit) {
  const SettingsPtr settings = make({}, {{&low_bitrate, {.limit = 500'000}}});
  EXPECT_TRUE(settings->rules()[1].enabled);
  EXPECT_EQ(settings->limits()[1], 500'000);
}

TEST(RuleChange, brings_a_rule_back_by_giving_it_a_limit) {
  RuleChange change{.enabled = false};
  change.merge({.limit = 20});
  EXPECT_TRUE(rule_setting(long_gop, change).enabled);
  change.merge({.enabled = false});
  EXPECT_FALSE(rule_setting(long_gop, change).enabled);
}

TEST_F(SettingsTest, are_the_same_when_all_values_are) {
  EXPECT_TRUE(make()->same_as(*make()));
  EXPECT_FALSE(make()->same_as(*make({{&count, std::int64_t{6}}})));
  EXPECT_FALSE(make()->same_as(*make({{&names, TextList{"a"}}})));
  EXPECT_FALSE(make()->same_as(*make({{&heads, TextMap{{"x", "z"}}}})));
  EXPECT_FALSE(make()->same_as(*make({}, {{&no_video, {.severity = VEX_SEVERITY_INFO}}})));
}

TEST_F(SettingsTest, need_the_options_that_are_required) {
  EXPECT_EQ(missing_options(plugin_, {}), std::vector{&key});
  EXPECT_THROW(static_cast<void>(make_settings(plugin_)), std::logic_error);
}

}  // namespace
}  // namespace core::plugin
