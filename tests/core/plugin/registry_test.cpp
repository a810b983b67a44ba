#include "core/plugin/registry.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vex/service/clock.h>

#include "tests/core/plugin/descriptors.hpp"

namespace core::plugin {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string object(const char* name) { return std::string(PLUGIN_OBJECTS) + "/" + name + ".so"; }

std::vector<std::string> sentences(const Registry& registry) {
  std::vector<std::string> result;
  for (const Problem& problem : registry.problems()) result.push_back(problem.sentence);
  return result;
}

std::vector<std::string> ids(const Registry& registry) {
  std::vector<std::string> result;
  for (const Entry& entry : registry.plugins()) result.emplace_back(entry.plugin->id);
  return result;
}

/// What a registry says of one shared object.
std::vector<std::string> problems_of(const char* name) {
  Registry registry({"vex.clock/1"});
  registry.load_file(object(name));
  return sentences(registry);
}

TEST(Registry, lists_the_plugins_of_an_object_by_kind_and_id) {
  Registry registry({});
  registry.load_file(object("several"));
  EXPECT_THAT(ids(registry), ElementsAre("reader", "counter", "keeper"));
  EXPECT_THAT(registry.problems(), IsEmpty());
  EXPECT_EQ(registry.find("counter")->kind, Kind::analyzer);
  EXPECT_EQ(registry.find("keeper")->file, object("several"));
  EXPECT_EQ(registry.find("other"), nullptr);
}

TEST(Registry, loads_a_file_once) {
  Registry registry({});
  registry.load_file(object("several"));
  registry.load_file(object("../objects/several"));
  EXPECT_THAT(registry.problems(), IsEmpty());
}

TEST(Registry, goes_on_after_files_that_cannot_be_used) {
  Registry registry({});
  registry.load_folder(PLUGIN_OBJECTS, true);
  EXPECT_THAT(ids(registry), ElementsAre("reader", "counter", "thrower", "keeper"));
  EXPECT_EQ(registry.problems().size(), 7U);
}

TEST(Registry, says_that_a_file_is_no_library) {
  EXPECT_THAT(problems_of("not_a_library"),
              ElementsAre(StartsWith(object("not_a_library") + ": it cannot be loaded: ")));
}

TEST(Registry, says_that_a_library_has_no_entry) {
  EXPECT_THAT(problems_of("missing_entry"),
              ElementsAre(object("missing_entry") +
                          ": it is not a plugin: it does not export vex_entry_v1"));
}

TEST(Registry, says_that_an_entry_is_null) {
  EXPECT_THAT(problems_of("null_entry"),
              ElementsAre(object("null_entry") + ": its vex_entry_v1 is NULL"));
}

TEST(Registry, says_which_major_version_a_plugin_is_made_for) {
  EXPECT_THAT(problems_of("wrong_major"),
              ElementsAre(object("wrong_major") +
                          ": it is made for major version 2 of the plugin interface, this program "
                          "offers version 1"));
}

TEST(Registry, names_the_service_that_it_does_not_offer) {
  EXPECT_THAT(problems_of("unknown_service"),
              ElementsAre(object("unknown_service") +
                          ": plugin \"demanding\": it needs the service vex.foo/1, which this "
                          "version does not offer"));
}

TEST(Registry, names_the_option_whose_type_it_does_not_know) {
  EXPECT_THAT(problems_of("unknown_option_type"),
              ElementsAre(object("unknown_option_type") +
                          ": plugin \"modern\": option \"pattern\": its type 99 is not known to "
                          "this version"));
}

TEST(Registry, keeps_the_first_plugin_of_an_id_and_names_both_files) {
  Registry registry({});
  registry.load_file(object("several"));
  registry.load_file(object("id_twice"));
  EXPECT_STREQ(registry.find("counter")->plugin->version, "1.2.3");
  EXPECT_THAT(sentences(registry),
              ElementsAre(object("id_twice") + ": plugin \"counter\": its id is taken by " +
                          object("several")));
}

TEST(Registry, loads_a_plugin_whose_constructor_throws_and_gets_a_status_from_it) {
  Registry registry({});
  registry.load_file(object("throwing"));
  const vex_plugin& plugin = *registry.find("thrower")->plugin;
  // The base class wants a clock before the constructor's own body throws.
  const vex_host host{[](const vex_host*, const char*) -> const void* {
                        static const vex_clock clock{};
                        return &clock;
                      },
                      nullptr};
  const vex_target target{};
  const vex_setup setup{sizeof setup, 0, nullptr, nullptr, &target, {}};
  void* self = nullptr;
  vex_error error{};
  EXPECT_EQ(plugin.create(&host, &setup, &self, &error), VEX_E_INTERNAL);
  EXPECT_STREQ(error.text, "an exception of unknown type");
  EXPECT_EQ(self, nullptr);
}

TEST(Registry, misses_a_folder_only_if_it_was_asked_for) {
  Registry registry({});
  registry.load_folder("/nowhere/plugins", false);
  EXPECT_THAT(registry.problems(), IsEmpty());
  registry.load_folder("/nowhere/plugins", true);
  EXPECT_THAT(
      sentences(registry),
      ElementsAre("/nowhere/plugins: the folder cannot be read: No such file or directory"));
}

TEST(Registry, refuses_a_rule_that_another_plugin_declares) {
  const vex_rule rule{"long_gop", VEX_SEVERITY_WARNING, 0, "", "Help", "", nullptr, "0s", "0s"};
  const auto rules = table({&rule});
  vex_plugin first = analyzer_plugin("first");
  vex_plugin second = analyzer_plugin("second");
  first.rules = second.rules = rules.data();
  Registry registry({});
  registry.add(table<vex_plugin>({&first, &second}).data(), "x.so");
  EXPECT_THAT(ids(registry), ElementsAre("first"));
  EXPECT_THAT(sentences(registry), ElementsAre("x.so: plugin \"second\": rule \"long_gop\" is "
                                               "declared by the plugin \"first\" already"));
}

TEST(Registry, refuses_a_metric_that_has_another_type_elsewhere) {
  const vex_metric gauge{"level", VEX_METRIC_GAUGE, 0, "total", "Help", {}};
  const vex_metric counter{"level", VEX_METRIC_COUNTER, 0, "", "Help", {}};
  const auto gauges = table({&gauge});
  const auto counters = table({&counter});
  vex_plugin first = analyzer_plugin("first");
  vex_plugin second = analyzer_plugin("second");
  first.metrics = gauges.data();
  second.metrics = counters.data();
  Registry registry({});
  registry.add(table<vex_plugin>({&first, &second}).data(), "x.so");
  EXPECT_THAT(
      sentences(registry),
      ElementsAre("x.so: plugin \"second\": metric \"video_stream_level_total\" is declared "
                  "by the plugin \"first\" with another type"));
}

TEST(Registry, keeps_the_names_of_the_program_itself) {
  const vex_rule rule{"stream_down", VEX_SEVERITY_CRITICAL, 0, "", "Help", "", nullptr, "0s", "0s"};
  const auto rules = table({&rule});
  vex_plugin core = analyzer_plugin("core");
  vex_plugin other = analyzer_plugin("other");
  core.rules = other.rules = rules.data();
  Registry registry({});
  registry.declare_core(core);
  registry.add(table<vex_plugin>({&core, &other}).data(), "x.so");
  EXPECT_THAT(sentences(registry),
              ElementsAre("x.so: plugin \"core\": its id is taken by the program itself",
                          "x.so: plugin \"other\": rule \"stream_down\" is declared by the plugin "
                          "\"core\" already"));
  EXPECT_THAT(ids(registry), IsEmpty());
}

TEST(Registry, refuses_an_id_that_is_no_word) {
  const vex_plugin plugin = analyzer_plugin("Not-A-Word");
  Registry registry({});
  registry.add(table<vex_plugin>({&plugin}).data(), "x.so");
  EXPECT_THAT(sentences(registry),
              ElementsAre("x.so: a plugin's id is not made of a-z, 0-9 and _, a letter first"));
}

}  // namespace
}  // namespace core::plugin
