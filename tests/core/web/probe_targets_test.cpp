#include "core/web/probe_targets.hpp"

#include <gtest/gtest.h>

#include "core/config/config.hpp"

namespace core::web {
namespace {

struct Row {
  const char* name;
  const char* prefix;
  const char* url;
  bool lies_under;
};

class LiesUnder : public testing::TestWithParam<Row> {};

TEST_P(LiesUnder, compares_origin_and_path) {
  EXPECT_EQ(lies_under(GetParam().prefix, GetParam().url), GetParam().lies_under);
}

const Row rows[] = {
    {"same", "http://cdn/live/", "http://cdn/live/a.flv", true},
    {"whole_origin", "http://cdn", "http://cdn/live/a.flv", true},
    {"case_of_the_host", "http://CDN/", "HTTP://cdn/a", true},
    {"other_path", "http://cdn/live/", "http://cdn/admin", false},
    {"other_scheme", "https://cdn/", "http://cdn/", false},
    {"other_port", "http://cdn/", "http://cdn:81/", false},
    {"longer_host", "http://cdn", "http://cdn.evil/", false},
    {"user_info", "http://cdn", "http://cdn@evil/", false},
    {"user_info_with_port", "http://cdn:80", "http://cdn:80@evil/", false},
    {"backslash", "http://cdn", "http://cdn\\@evil/", false},
    {"climbing", "http://cdn/live/", "http://cdn/live/../admin", false},
    {"climbing_encoded", "http://cdn/live/", "http://cdn/live/%2E%2e/admin", false},
    {"climbing_half_encoded", "http://cdn/live/", "http://cdn/live/.%2e/admin", false},
    {"line_break", "http://cdn/", "http://cdn/a\r\nX: y", false},
    {"no_url", "http://cdn/", "cdn/a", false},
    {"no_prefix", "", "http://cdn/a", false},
    {"files", "file:///media/", "file:///etc/passwd", false},
};

INSTANTIATE_TEST_SUITE_P(Rows, LiesUnder, testing::ValuesIn(rows),
                         [](const auto& row) { return row.param.name; });

TEST(ProbeTargets, are_the_configured_streams_by_default) {
  config::Config config;
  config.streams.emplace_back().url = "http://origin/live/a.flv?token=x";
  EXPECT_TRUE(permits_probe(config, "http://origin/live/a.flv?token=x"));
  EXPECT_FALSE(permits_probe(config, "http://origin/live/a.flv"));
}

TEST(ProbeTargets, grow_by_the_allowed_prefixes) {
  config::Config config;
  config.web.probe_allow = {"http://a/", "http://b/"};
  EXPECT_TRUE(permits_probe(config, "http://b/x"));
  EXPECT_FALSE(permits_probe(config, "http://c/x"));
}

}  // namespace
}  // namespace core::web
