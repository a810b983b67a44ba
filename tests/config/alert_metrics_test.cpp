#include <gmock/gmock.h>

#include <set>
#include <vex/cpp/metric_name.hpp>

#include "tests/config/built_plugins.hpp"

namespace core::config {
namespace {

TEST(AlertRules, ask_for_metrics_that_plugins_declare) {
  const plugin::Registry registry = built_plugins();
  std::set<std::string> declared;
  for (const plugin::Entry& entry : registry.plugins()) {
    for (const vex_metric* const* row = entry.plugin->metrics; *row != nullptr; ++row) {
      declared.insert(vex::full_name(**row));
    }
  }
  const std::string rules = content_of(CONFIG_FOLDER "/alerts/video-exporter.rules.yml");
  std::set<std::string> asked;
  for (std::size_t at = 0; (at = rules.find("video_stream_", at)) != std::string::npos;) {
    const std::size_t end = rules.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", at);
    asked.insert(rules.substr(at, end - at));
    at = end;
  }
  EXPECT_EQ(asked.size(), 3U);
  EXPECT_THAT(
      asked,
      testing::Each(testing::Truly([&](const auto& metric) { return declared.contains(metric); })));
}

}  // namespace
}  // namespace core::config
