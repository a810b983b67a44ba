#include "core/discovery/target_stream.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

#include "tests/core/config/fixture.hpp"

namespace core::discovery {
namespace {

using config::Pairs;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

class TargetStreamTest : public config::ConfigTest {
 protected:
  config::Stream make(const std::string& address, Pairs labels = {}) const {
    return stream_of({address, std::make_shared<const Pairs>(std::move(labels)), "list"}, source_,
                     config_);
  }

  std::string refusal(const std::string& address, Pairs labels = {}) const {
    try {
      return "made of it: " + make(address, std::move(labels)).url;
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
  }

  config::Config config_ = load(
      "defaults: {labels: {site: eu}}\n"
      "modules: {sports: {window: 20s, labels: {team: sports}}, relayed: {probes: {relay: {token: "
      "x}}}}\nstreams: {}\n");
  config::DiscoverySource source_;
};

/// How the URL comes about.
struct Row {
  const char* address;
  Pairs labels;
  const char* url;
};

const std::vector<Row> rows{
    {"http://h/a.flv", {}, "http://h/a.flv"},
    {"h:81/a.flv", {}, "http://h:81/a.flv"},
    {"h/a.flv", {{"__scheme__", "wss"}}, "wss://h/a.flv"},
    {"h", {{"__path__", "/a.flv"}}, "http://h/a.flv"},
    {"h", {{"__path__", "a.flv"}}, "http://h/a.flv"},
    {"h", {{"__metrics_path__", "/m.flv"}}, "http://h/m.flv"},
    {"h/a.flv", {{"__path__", "/b.flv"}}, "http://h/a.flv"},
    {"[::1]:80/a.flv", {}, "http://[::1]:80/a.flv"},
    {"h:80", {{"url", "http://other/a.flv"}}, "http://other/a.flv"},
};

TEST_F(TargetStreamTest, has_the_url_of_its_target) {
  for (const Row& row : rows) EXPECT_EQ(make(row.address, row.labels).url, row.url);
}

TEST_F(TargetStreamTest, is_named_like_one_of_the_file_where_nobody_says) {
  const config::Stream stream = make("http://user:pw@h:81/live/a.flv?key=1");
  EXPECT_EQ(stream.project, "discovered");
  EXPECT_EQ(stream.id, "a");
  EXPECT_EQ(stream.name, "discovered_h_a_live_a");
  EXPECT_EQ(stream.shown_url, "http://h:81/live/a.flv?key=***");
  EXPECT_EQ(stream.watch, config_.defaults);
  EXPECT_THAT(stream.labels, ElementsAre(Pair("site", "eu")));
}

TEST_F(TargetStreamTest, is_what_its_labels_say) {
  const config::Stream stream = make("http://h/a", {{"project", "p"},
                                                    {"id", "i"},
                                                    {"name", "n"},
                                                    {"module", "sports"},
                                                    {"probe", "flv"},
                                                    {"city", "x"},
                                                    {"__meta_secret", "y"}});
  EXPECT_EQ(stream.project, "p");
  EXPECT_EQ(stream.id, "i");
  EXPECT_EQ(stream.name, "n");
  EXPECT_EQ(stream.watch, config_.modules[0].watch);
  EXPECT_STREQ(stream.probe->plugin().id, "flv");
  EXPECT_THAT(stream.labels,
              ElementsAre(Pair("site", "eu"), Pair("team", "sports"), Pair("city", "x")));
}

TEST_F(TargetStreamTest, takes_what_the_map_names_before_the_labels_and_these_before_the_sources) {
  source_.map = {{"project", "__meta_team"}, {"id", "__meta_none"}, {"zone", "__meta_zone"}};
  source_.labels = {{"project", "preset"}, {"id", "preset"}, {"name", "preset"}, {"rack", "1"}};
  const config::Stream stream =
      make("http://h/a.flv",
           {{"project", "own"}, {"id", "own"}, {"__meta_team", "t"}, {"__meta_zone", "z"}});
  EXPECT_EQ(stream.project, "t");
  EXPECT_EQ(stream.id, "own");
  EXPECT_EQ(stream.name, "preset");
  EXPECT_THAT(stream.labels, ElementsAre(Pair("site", "eu"), Pair("rack", "1"), Pair("zone", "z")));
}

TEST_F(TargetStreamTest, leaves_out_labels_that_prometheus_would_not_take) {
  EXPECT_THAT(
      make("http://h/a.flv", {{"bad-name", "1"}, {"9", "1"}, {"", "1"}, {"empty", ""}}).labels,
      ElementsAre(Pair("site", "eu")));
}

struct Refusal {
  const char* address;
  Pairs labels;
  const char* sentence;
};

const std::vector<Refusal> refusals{
    {"http://h/a.flv",
     {{"module", "sport"}},
     "there is no module \"sport\"; did you mean \"sports\"?"},
    {"http://h/a.flv",
     {{"probe", "fvl"}},
     "there is no probe \"fvl\", or an option that it needs is not given"},
    {"http://h/a.flv",
     {{"module", "relayed"}, {"probe", "relay"}},
     "the probe \"relay\" does not read the scheme \"http\", only relay"},
    {"http://h/a.mp4",
     {},
     "no probe claims a URL with this path: name one with the key probe; what can be read: flv: "
     "http, https, ws, wss, file (.flv); library: srt"},
    {"gopher://h/a",
     {},
     "no probe reads the scheme \"gopher\"; what can be read: flv: http, https, ws, wss, file "
     "(.flv); library: srt"},
    {"file:///etc/passwd.flv", {}, "a file is not to be discovered"},
    {"http://h:99999/a.flv", {}, "not a usable URL: the port is not a number from 1 to 65535"},
    {"http://h/a.flv",
     {{"id", "a\nb"}},
     "its id is empty, longer than 512 bytes, or holds control characters"},
};

TEST_F(TargetStreamTest, is_not_made_of_what_cannot_be_watched) {
  for (const Refusal& row : refusals) {
    EXPECT_EQ(refusal(row.address, row.labels), row.sentence);
  }
}

TEST_F(TargetStreamTest, shows_no_secret_of_its_target) {
  const auto no_labels = std::make_shared<const Pairs>();
  EXPECT_EQ(shown({"http://u:secret@h/a?k=secret", no_labels, ""}), "\"http://h/a?k=***\"");
  EXPECT_EQ(shown({"u:secret@h/a?k=secret", no_labels, ""}), "\"http://h/a?k=***\"");
}

}  // namespace
}  // namespace core::discovery
