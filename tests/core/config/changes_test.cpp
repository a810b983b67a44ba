#include "core/config/changes.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/core/config/fixture.hpp"

namespace core::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class ChangesTest : public ConfigTest {
 protected:
  ChangesTest() {
    std::string name = testing::TempDir() + "changes-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ChangesTest() override { std::filesystem::remove_all(folder_); }

  Config first(const std::string& text) {
    std::ofstream(folder_ / "config.yml") << text;
    return config::load(folder_ / "config.yml", registry_);
  }

  Config again(const Config& running, const std::string& text) {
    std::ofstream(folder_ / "config.yml") << text;
    return config::reload(registry_, running);
  }

  std::filesystem::path folder_;
};

std::vector<std::string> ids(const std::vector<const Stream*>& streams) {
  std::vector<std::string> found;
  for (const Stream* stream : streams) found.push_back(stream->project + "/" + stream->id);
  return found;
}

TEST_F(ChangesTest, tell_added_removed_and_unchanged_streams_apart) {
  const Config before =
      first("streams: {p: [http://h/a.flv, http://h/b.flv], q: [http://h/a.flv]}");
  const Config after = again(before, "streams: {p: [http://h/c.flv, http://h/a.flv]}");
  const StreamChanges changes = changes_between(before.streams, after.streams);
  EXPECT_THAT(ids(changes.added), ElementsAre("p/c"));
  EXPECT_THAT(ids(changes.removed), ElementsAre("p/b", "q/a"));
  EXPECT_THAT(ids(changes.changed), IsEmpty());
  EXPECT_EQ(changes.unchanged, 1U);
}

/// One stream before and after; whether it is watched anew.
struct Row {
  const char* name;
  const char* before;
  const char* after;
  bool is_changed;
};

constexpr const char* plain = "streams: {p: [{url: 'http://h/a.flv', id: a}]}";

constexpr Row rows[] = {
    {"the order of keys", plain, "streams: {p: [{id: a, url: 'http://h/a.flv'}]}", false},
    {"a default that is written out", plain,
     "defaults: {timeout: 10s}\nstreams: {p: [{url: 'http://h/a.flv', id: a, window: 10s}]}",
     false},
    {"another sink", plain, "sinks: {log: off}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}",
     false},
    {"another module", plain,
     "modules: {m: {window: 20s}}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}", false},
    {"a module of the same content",
     "modules: {m: {window: 20s}}\nstreams: {p: [{url: 'http://h/a.flv', id: a, module: m}]}",
     "streams: {p: [{url: 'http://h/a.flv', id: a, window: 20s}]}", false},
    {"where it listens", plain,
     "exporter: {listen_addr: '1'}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}", false},
    {"the url", plain, "streams: {p: [{url: 'http://h/b.flv', id: a}]}", true},
    {"a secret in the url", "streams: {p: [{url: 'http://h/a.flv?k=1', id: a}]}",
     "streams: {p: [{url: 'http://h/a.flv?k=2', id: a}]}", true},
    {"how urls are shown", "streams: {p: [{url: 'http://h/a.flv?k=1', id: a}]}",
     "exporter: {show_urls: raw}\nstreams: {p: [{url: 'http://h/a.flv?k=1', id: a}]}", true},
    {"the name", plain, "streams: {p: [{url: 'http://h/a.flv', id: a, name: n}]}", true},
    {"a label", plain, "streams: {p: [{url: 'http://h/a.flv', id: a, labels: {team: x}}]}", true},
    {"a time-out of all", plain,
     "defaults: {idle_timeout: 3s}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}", true},
    {"a password", "streams: {p: [{url: 'http://h/a.flv', id: a, http: {password: x}}]}",
     "streams: {p: [{url: 'http://h/a.flv', id: a, http: {password: y}}]}", true},
    {"an option of an analyzer", plain,
     "defaults: {analyzers: {health: {good_bitrate: 5}}}\n"
     "streams: {p: [{url: 'http://h/a.flv', id: a}]}",
     true},
    {"a list among options",
     "defaults: {http: {headers: {X: '1'}}}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}",
     "defaults: {http: {headers: {X: '2'}}}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}", true},
    {"a rule", plain,
     "defaults: {rules: {long_gop: {limit: 20s}}}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}",
     true},
    {"an analyzer less", plain,
     "defaults: {analyzers: {gop: off}}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}", true},
    {"an option of its probe", plain,
     "defaults: {probes: {flv: {max_tag: 1MiB}}}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}",
     true},
    {"the mode", plain, "defaults: {mode: sampled}\nstreams: {p: [{url: 'http://h/a.flv', id: a}]}",
     true},
};

TEST_F(ChangesTest, are_what_concerns_the_stream_itself) {
  for (const Row& row : rows) {
    const Config before = first(row.before);
    const Config after = again(before, row.after);
    EXPECT_EQ(!is_unchanged(before.streams.at(0), after.streams.at(0)), row.is_changed) << row.name;
  }
}

TEST_F(ChangesTest, of_ten_thousand_streams_are_found_without_comparing_their_settings) {
  std::string text = "streams:\n  p:\n";
  for (int i = 0; i < 10'000; ++i) text += "    - http://h/" + std::to_string(i) + ".flv\n";
  const Config before = first(text);
  const Config after = again(before, text);
  EXPECT_EQ(changes_between(before.streams, after.streams).unchanged, 10'000U);
  EXPECT_EQ(before.streams[0].watch, after.streams[9'999].watch);
}

TEST_F(ChangesTest, that_take_a_restart_are_named_and_taken_back) {
  const Config running = first("engine: {threads: 1}\nstreams: {}");
  Config next = again(running,
                      "engine: {threads: 2, quantum: 50ms, dns_servers: [9.9.9.9]}\n"
                      "exporter: {listen_addr: ':9', max_concurrent: 7}\nstreams: {}");
  EXPECT_THAT(keep_until_restart(running, next),
              ElementsAre("exporter.listen_addr", "engine.threads", "engine.quantum",
                          "engine.dns_servers"));
  EXPECT_EQ(next.exporter.listen_port, running.exporter.listen_port);
  EXPECT_EQ(next.engine.threads, 1U);
  EXPECT_EQ(next.exporter.max_concurrent, 7U);
}

TEST_F(ChangesTest, of_the_plugins_folders_explain_what_is_missing) {
  const Config running = first("streams: {}");
  std::filesystem::create_directory(folder_ / "more");
  try {
    static_cast<void>(
        again(running, "plugins: {path: [more]}\ndefaults: {analyzers: [new]}\nstreams: {}"));
    FAIL() << "an unknown analyzer was accepted";
  } catch (const InvalidConfig& error) {
    EXPECT_THAT(error.what(), HasSubstr("config.yml:1:17: plugins.path: has changed: plugins are "
                                        "loaded at the start of the exporter only\n"));
  }
}

}  // namespace
}  // namespace core::config
