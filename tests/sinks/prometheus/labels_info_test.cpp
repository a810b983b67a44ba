#include "sinks/prometheus/labels_info.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>
#include <vex/vex.hpp>

namespace sinks::prometheus {
namespace {

std::string labels(std::initializer_list<std::pair<const char*, const char*>> given) {
  std::vector<vex_pair> pairs;
  for (const auto& [key, value] : given) pairs.push_back(vex::pair(key, value));
  return user_labels(pairs);
}

TEST(UserLabels, stand_behind_those_of_the_stream) {
  EXPECT_EQ(labels({{"team", "sports"}, {"site", "A\"1"}}), R"(,team="sports",site="A\"1")");
}

TEST(UserLabels, get_underscores_for_what_prometheus_refuses) {
  EXPECT_EQ(labels({{"data-center", "x"}, {"1st", "y"}, {"", "z"}}),
            R"(,data_center="x",_1st="y",_="z")");
}

TEST(UserLabels, never_hide_the_labels_of_the_stream) {
  EXPECT_EQ(labels({{"project", "x"}, {"id", "y"}}), R"(,label_project="x",label_id="y")");
}

TEST(UserLabels, never_use_names_that_prometheus_keeps_for_itself) {
  EXPECT_EQ(labels({{"__name__", "up"}}), R"(,label___name__="up")");
}

TEST(UserLabels, keep_the_first_of_two_that_become_equal) {
  EXPECT_EQ(labels({{"a-b", "1"}, {"a.b", "2"}}), R"(,a_b="1")");
}

TEST(UserLabels, are_sixteen_at_most) {
  std::vector<std::string> keys;
  std::vector<vex_pair> pairs;
  for (int i = 0; i < 20; ++i) keys.emplace_back(std::to_string(i)).insert(0, 1, 'k');
  for (const auto& key : keys) pairs.push_back(vex::pair(key, "v"));
  const std::string text = user_labels(pairs);
  EXPECT_NE(text.find("k15="), std::string::npos);
  EXPECT_EQ(text.find("k16="), std::string::npos);
}

}  // namespace
}  // namespace sinks::prometheus
