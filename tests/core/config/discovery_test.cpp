// Sources of further streams.
#include <gmock/gmock.h>

#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::Pair;

using DiscoveryConfig = ConfigTest;

TEST_F(DiscoveryConfig, names_files_from_the_folder_of_the_configuration) {
  const Config config = load("discovery: {file_sd: [{files: [a.json, /b/*.yml]}]}");
  ASSERT_EQ(config.discovery.files.size(), 1U);
  const FileDiscovery& source = config.discovery.files[0];
  EXPECT_THAT(source.patterns, ElementsAre(std::string(CONFIG_TESTS) + "/a.json", "/b/*.yml"));
  EXPECT_EQ(source.name, "file_sd[0]");
  EXPECT_EQ(source.refresh_interval, 5min);
}

TEST_F(DiscoveryConfig, asks_servers_with_credentials_of_their_own) {
  const Config config = load(R"(
discovery:
  http_sd:
    - {url: 'https://h/t', refresh_interval: 30s, timeout: 3s, bearer_token_file: token.txt}
    - {name: b, url: 'http://h/', http: {username: u, password: p, headers: {X: y}},
       tls: {insecure: true}, map: {id: __meta_id}, labels: {project: p, module: m, city: c}}
modules: {m: {}}
)");
  ASSERT_EQ(config.discovery.urls.size(), 2U);
  const HttpDiscovery& first = config.discovery.urls[0];
  EXPECT_EQ(first.refresh_interval, 30s);
  EXPECT_EQ(first.timeout, 3s);
  ASSERT_EQ(first.http.headers.size(), 1U);
  EXPECT_EQ(first.http.headers[0].first, "Authorization");
  EXPECT_EQ(first.http.headers[0].second, "Bearer word");
  const HttpDiscovery& second = config.discovery.urls[1];
  EXPECT_EQ(second.refresh_interval, 60s);
  EXPECT_EQ(second.http.username, "u");
  EXPECT_EQ(second.http.password, "p");
  EXPECT_TRUE(second.tls.insecure);
  EXPECT_THAT(second.map, ElementsAre(Pair("id", "__meta_id")));
  EXPECT_THAT(second.labels,
              ElementsAre(Pair("city", "c"), Pair("module", "m"), Pair("project", "p")));
}

}  // namespace
}  // namespace core::config
