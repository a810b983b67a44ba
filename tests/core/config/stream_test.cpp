// What a stream is called, and where it is.
#include <gmock/gmock.h>

#include "core/config/stream_name.hpp"
#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

using testing::ElementsAre;
using testing::Pair;

using StreamConfig = ConfigTest;

std::string name(const char* url) { return stream_name("p", "s1", net::parse_url(url)); }

TEST(StreamName, is_made_of_project_host_id_and_path) {
  EXPECT_EQ(name("https://example.com:8443/live/a.flv"), "p_example.com_s1_live_a");
  EXPECT_EQ(name("http://example.com/live/a"), "p_example.com_s1_live_a");
  EXPECT_EQ(name("http://example.com/live.v2/a"), "p_example.com_s1_live.v2_a");
  EXPECT_EQ(name("http://example.com/a.flv?key=secret"), "p_example.com_s1_a");
}

TEST(StreamName, has_unknown_in_the_place_of_what_is_empty) {
  EXPECT_EQ(name("http://example.com"), "p_example.com_s1_unknown");
  EXPECT_EQ(stream_name("", "", net::parse_url("http://example.com/a.flv")),
            "unknown_example.com_unknown_a");
}

TEST(StreamId, is_the_last_part_of_the_path_where_none_is_given) {
  EXPECT_EQ(stream_id(net::parse_url("http://h/live/a.flv")), "a");
  EXPECT_EQ(stream_id(net::parse_url("http://h/live/a/")), "a");
  EXPECT_EQ(stream_id(net::parse_url("http://h/")), "h");
}

TEST_F(StreamConfig, may_be_an_url_alone) {
  const Config config = load("streams: {cup: ['http://h/live/a.flv']}");
  EXPECT_EQ(config.streams.at(0).id, "a");
  EXPECT_EQ(config.streams[0].name, "cup_h_a_live_a");
}

TEST_F(StreamConfig, may_need_as_many_threads_as_there_are) {
  EXPECT_EQ(load("engine: {blocking_threads: 2}\n"
                 "streams: {cup: [srt://a:1, srt://b:1, http://h/c.flv]}")
                .streams.size(),
            3U);
  EXPECT_EQ(load("engine: {blocking_threads: 1}\ndefaults: {mode: sampled}\n"
                 "streams: {cup: [srt://a:1, srt://b:1]}")
                .streams.size(),
            2U);
}

TEST_F(StreamConfig, keeps_the_order_of_the_file) {
  const Config config = load("streams: {z: [http://h/b.flv, http://h/a.flv], a: [http://h/c.flv]}");
  std::vector<std::string> ids;
  for (const Stream& stream : config.streams) ids.push_back(stream.project + "/" + stream.id);
  EXPECT_THAT(ids, ElementsAre("z/b", "z/a", "a/c"));
}

TEST_F(StreamConfig, may_have_a_name_and_the_same_id_in_two_projects) {
  const Config config = load(R"(
streams: {a: [{url: 'http://h/x.flv', id: x, name: The X}], b: [{url: 'http://h/x.flv', id: x}]}
)");
  EXPECT_EQ(config.streams.at(0).name, "The X");
  EXPECT_EQ(config.streams.at(1).id, "x");
}

TEST_F(StreamConfig, shows_its_url_without_secrets) {
  const std::string url = "http://user:secret@h/a.flv?key=secret";
  EXPECT_EQ(load("streams: {a: ['" + url + "']}").streams.at(0).shown_url,
            "http://h/a.flv?key=***");
  EXPECT_EQ(
      load("exporter: {show_urls: raw}\nstreams: {a: ['" + url + "']}").streams.at(0).shown_url,
      url);
}

TEST_F(StreamConfig, takes_variables_in_its_url) {
  environment_["KEY"] = "s3cret";
  EXPECT_EQ(load("streams: {a: ['http://h/a.flv?key=${KEY}']}").streams.at(0).url,
            "http://h/a.flv?key=s3cret");
}

TEST_F(StreamConfig, merges_labels_of_all_layers) {
  const Config config = load(R"(
defaults: {labels: {site: a, team: x}}
modules: {m: {labels: {team: y}}}
streams:
  p:
    module: m
    labels: {tier: "1"}
    streams: [{url: 'http://h/a.flv', labels: {site: b}}]
)");
  EXPECT_THAT(config.streams.at(0).labels,
              ElementsAre(Pair("site", "b"), Pair("team", "y"), Pair("tier", "1")));
}

TEST_F(StreamConfig, may_be_many_and_repeat_a_part_by_an_alias) {
  const Config config = load(R"(
defaults: {http: &http {headers: {X-A: b}}}
streams: {p: [{url: 'http://h/a.flv', http: *http}]}
)");
  EXPECT_EQ(config.streams.at(0).watch, config.defaults);
}

}  // namespace
}  // namespace core::config
