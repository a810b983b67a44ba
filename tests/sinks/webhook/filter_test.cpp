#include "sinks/webhook/filter.hpp"

#include <gtest/gtest.h>

#include "tests/sinks/webhook/alerts.hpp"

namespace sinks::webhook {
namespace {

TEST(Filter, lets_everything_pass_that_it_says_nothing_about) {
  EXPECT_TRUE(Filter{}.passes(stalled()));
  EXPECT_TRUE(Filter{}.passes(resolved()));
}

TEST(Filter, looks_at_project_severity_rule_and_labels) {
  const auto passes = [](const Filter& filter) { return filter.passes(stalled()); };
  EXPECT_TRUE(passes({.projects = {"league", "cup"}}));
  EXPECT_FALSE(passes({.projects = {"league"}}));
  EXPECT_TRUE(passes({.severities = {"critical"}}));
  EXPECT_FALSE(passes({.severities = {"warning"}}));
  EXPECT_TRUE(passes({.rules = {"hls_*", "stream_*"}}));
  EXPECT_FALSE(passes({.rules = {"stream_down"}}));
  EXPECT_TRUE(passes({.labels = {{"team", "sp*"}}}));
  EXPECT_FALSE(passes({.labels = {{"team", "news"}}}));
  EXPECT_FALSE(passes({.labels = {{"team", "sports"}, {"tier", "1"}}}));
}

TEST(Filter, takes_a_label_that_is_not_there_for_an_empty_one) {
  EXPECT_TRUE((Filter{.labels = {{"tier", ""}}}.passes(stalled())));
}

TEST(Filter, holds_back_what_is_resolved_when_told_so) {
  const Filter filter{.send_resolved = false};
  EXPECT_TRUE(filter.passes(stalled()));
  EXPECT_FALSE(filter.passes(resolved()));
}

}  // namespace
}  // namespace sinks::webhook
