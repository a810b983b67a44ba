#include "core/plugin/table_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/core/plugin/descriptors.hpp"

namespace core::plugin {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Faults = std::vector<std::string>;

Faults faults_of_option(const vex_option& row) {
  const auto rows = table({&row});
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.options = rows.data();
  return faults_of(plugin, {});
}

Faults faults_of_metric(const vex_metric& row) {
  const auto rows = table({&row});
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.metrics = rows.data();
  return faults_of(plugin, {});
}

Faults faults_of_rule(const vex_rule& row) {
  const auto rows = table({&row});
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.rules = rows.data();
  return faults_of(plugin, {});
}

constexpr vex_option sound_option{"limit", VEX_OPTION_INTEGER, 0, "5", "1", "9", nullptr, "Help"};
constexpr vex_metric sound_metric{"level", VEX_METRIC_GAUGE, 0, "bytes", "Help", {"track"}};
constexpr vex_rule sound_rule{
    "long_gop", VEX_SEVERITY_WARNING, 0, "", "Help", "seconds", "10s", "0s", "60s"};

TEST(TableCheck, finds_nothing_wrong_with_sound_tables) {
  EXPECT_THAT(faults_of_option(sound_option), IsEmpty());
  EXPECT_THAT(faults_of_metric(sound_metric), IsEmpty());
  EXPECT_THAT(faults_of_rule(sound_rule), IsEmpty());
  EXPECT_THAT(faults_of(sink_plugin("sink"), {}), IsEmpty());
}

TEST(TableCheck, finds_a_default_that_its_own_grammar_refuses) {
  vex_option row = sound_option;
  row.fallback = "five";
  EXPECT_THAT(faults_of_option(row),
              ElementsAre("option \"limit\": the default \"five\" is not a whole number"));
}

TEST(TableCheck, finds_a_default_out_of_its_own_bounds) {
  vex_option row = sound_option;
  row.fallback = "10";
  EXPECT_THAT(
      faults_of_option(row),
      ElementsAre("option \"limit\": the default \"10\" is more than 9, the largest allowed "
                  "value"));
}

TEST(TableCheck, finds_bounds_that_leave_no_room) {
  vex_option row = sound_option;
  row.fallback = nullptr;
  row.min = "10";
  EXPECT_THAT(faults_of_option(row),
              ElementsAre("option \"limit\": its smallest value is more than its largest"));
}

TEST(TableCheck, finds_bounds_that_are_no_values) {
  vex_option row = sound_option;
  row.max = "much";
  EXPECT_THAT(faults_of_option(row),
              ElementsAre("option \"limit\": the largest value \"much\" is not a whole number"));
}

TEST(TableCheck, finds_bounds_of_a_type_without_order) {
  vex_option row = sound_option;
  row.type = VEX_OPTION_TEXT;
  EXPECT_THAT(faults_of_option(row),
              ElementsAre("option \"limit\": bounds have no meaning for this type"));
}

TEST(TableCheck, finds_a_choice_without_choices) {
  const vex_option row{"mode", VEX_OPTION_CHOICE, 0, "a", nullptr, nullptr, nullptr, "Help"};
  EXPECT_THAT(faults_of_option(row), ElementsAre("option \"mode\": it has no choices"));
}

TEST(TableCheck, finds_an_option_that_is_there_twice) {
  const auto rows = table({&sound_option, &sound_option});
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.options = rows.data();
  EXPECT_THAT(faults_of(plugin, {}), ElementsAre("option \"limit\" is there twice"));
}

TEST(TableCheck, finds_a_metric_name_that_prometheus_would_refuse) {
  vex_metric row = sound_metric;
  row.name = "bit-rate";
  EXPECT_THAT(
      faults_of_metric(row),
      ElementsAre("metric \"bit-rate\": its name is not made of a-z, 0-9 and _, a letter first"));
}

TEST(TableCheck, lets_an_info_alone_go_without_a_name) {
  vex_metric row{"", VEX_METRIC_INFO, 0, "", "Help", {"codec"}};
  EXPECT_THAT(faults_of_metric(row), IsEmpty());
  row.type = VEX_METRIC_GAUGE;
  EXPECT_EQ(faults_of_metric(row).size(), 1U);
}

TEST(TableCheck, finds_labels_that_every_metric_has_anyhow) {
  vex_metric row = sound_metric;
  row.labels[0] = "project";
  EXPECT_EQ(faults_of_metric(row).size(), 1U);
}

TEST(TableCheck, finds_a_label_that_stands_twice) {
  vex_metric row = sound_metric;
  row.labels[1] = "track";
  EXPECT_THAT(faults_of_metric(row), ElementsAre("metric \"level\": a label stands twice"));
}

TEST(TableCheck, takes_as_many_labels_as_the_row_has_room_for) {
  vex_metric row = sound_metric;
  const std::vector<std::string> labels{"a", "b", "c", "d", "e", "f", "g", "h",
                                        "i", "j", "k", "l", "m", "n", "o", "p"};
  for (std::size_t i = 0; i < labels.size(); ++i) row.labels[i] = labels[i].c_str();
  EXPECT_THAT(faults_of_metric(row), IsEmpty());
}

TEST(TableCheck, finds_a_limit_that_is_not_in_the_unit_of_its_rule) {
  vex_rule row = sound_rule;
  row.limit = "many";
  EXPECT_THAT(faults_of_rule(row),
              ElementsAre("rule \"long_gop\": its limit \"many\" is not a duration, such as 30, "
                          "30s, 500ms or 1h30m"));
}

TEST(TableCheck, lets_a_rule_be_off_until_it_has_a_limit) {
  vex_rule row = sound_rule;
  row.limit = "off";
  EXPECT_THAT(faults_of_rule(row), IsEmpty());
}

TEST(TableCheck, finds_times_of_a_rule_that_are_no_durations) {
  vex_rule row = sound_rule;
  row.hold = "soon";
  row.keep_firing = nullptr;
  EXPECT_THAT(
      faults_of_rule(row),
      ElementsAre("rule \"long_gop\": the time it must be broken before it fires is not a duration",
                  "rule \"long_gop\": the time it keeps firing is not a duration"));
}

TEST(TableCheck, finds_a_severity_that_does_not_exist) {
  vex_rule row = sound_rule;
  row.severity = 0;
  EXPECT_THAT(faults_of_rule(row),
              ElementsAre("rule \"long_gop\": its severity is not info, warning or critical"));
}

TEST(TableCheck, finds_tables_that_are_null) {
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.options = nullptr;
  plugin.metrics = nullptr;
  plugin.rules = nullptr;
  plugin.after = nullptr;
  plugin.services = nullptr;
  EXPECT_THAT(faults_of(plugin, {}),
              ElementsAre("its table of options is NULL", "its table of metrics is NULL",
                          "its table of rules is NULL", "its table of plugins to run after is NULL",
                          "its table of services is NULL"));
}

TEST(TableCheck, finds_a_plugin_of_two_kinds_and_of_none) {
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.sink = &idle_sink;
  EXPECT_THAT(faults_of(plugin, {}),
              ElementsAre("it is not exactly one of probe, analyzer and sink"));
  plugin.sink = nullptr;
  plugin.analyzer = nullptr;
  EXPECT_THAT(faults_of(plugin, {}),
              ElementsAre("it is not exactly one of probe, analyzer and sink"));
}

TEST(TableCheck, finds_functions_that_are_null) {
  const vex_analyzer analyzer{0, VEX_PAYLOAD_HEADERS, VEX_LIFETIME_RUN, nullptr, nullptr};
  vex_plugin plugin = analyzer_plugin("plugin");
  plugin.analyzer = &analyzer;
  plugin.create = nullptr;
  EXPECT_THAT(faults_of(plugin, {}), ElementsAre("its function create or destroy is NULL",
                                                 "its function on_event is NULL"));
}

TEST(TableCheck, finds_a_probe_that_reads_nothing) {
  const vex_probe probe{no_words.data(), no_words.data(), 0, 0, run_nothing};
  EXPECT_THAT(faults_of(probe_plugin("probe", probe), {}), ElementsAre("it names no URL scheme"));
}

TEST(TableCheck, finds_a_sink_that_consumes_nothing_unless_it_is_durable) {
  vex_sink sink = idle_sink;
  sink.consume = nullptr;
  vex_plugin plugin = sink_plugin("sink");
  plugin.sink = &sink;
  EXPECT_THAT(faults_of(plugin, {}), ElementsAre("its function consume is NULL"));
  sink.flags = VEX_SINK_DURABLE;
  EXPECT_THAT(faults_of(plugin, {}), IsEmpty());
}

}  // namespace
}  // namespace core::plugin
