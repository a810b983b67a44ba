#include "core/web/targets_page.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/core/web/sample_snapshot.hpp"

namespace core::web {
namespace {

using Json = nlohmann::json;

TEST(TargetsPage, has_a_group_for_each_stream) {
  SampleSource source;
  source.add("cup", "a", "http://origin/a?key=***").label("team", "sports").up();
  source.add("cup", "b");
  EXPECT_EQ(Json::parse(TargetsPage(source)({}).body), Json::parse(R"([
    {"targets": ["http://origin/a?key=***"],
     "labels": {"project": "cup", "id": "a", "name": "cup_origin_a_live", "team": "sports"}},
    {"targets": ["http://origin/live"],
     "labels": {"project": "cup", "id": "b", "name": "cup_origin_b_live"}}])"));
  EXPECT_EQ(source.held(), 0);
}

TEST(TargetsPage, shows_one_project_when_asked) {
  SampleSource source;
  source.add("cup", "a");
  source.add("other", "b");
  const Json groups = Json::parse(TargetsPage(source)({.query = {{"project", "other"}}}).body);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0]["labels"]["id"], "b");
}

TEST(TargetsPage, is_an_empty_list_without_streams) {
  SampleSource source;
  EXPECT_EQ(TargetsPage(source)({}).body, "[]");
  EXPECT_EQ(TargetsPage(source)({}).content_type, "application/json");
}

}  // namespace
}  // namespace core::web
