// The built program with streams that files and servers name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <nlohmann/json.hpp>

#include "core/web/routes.hpp"
#include "core/web/server.hpp"
#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr seconds patience{60};

class Discovery : public testing::Test {
 protected:
  std::string url(const std::string& id) const { return origin.url("/live/" + id + ".flv"); }

  std::string group(const std::string& id, const std::string& more = {}) const {
    return R"({"targets": [")" + url(id) + R"("], "labels": {"project": "cup")" + more + "}}";
  }

  static bool has(const Exposition& now, const std::string& id) {
    return !now.series("video_stream_info", {{"id", id}}).empty();
  }

  origin::Server origin;
};

TEST_F(Discovery, follows_files_as_they_change) {
  Exporter exporter("  cup:\n    - {id: fixed, url: '" + url("fixed") + "'}\n",
                    "modules: {fast: {window: 2s}}\n"
                    "discovery:\n  file_sd:\n    - {name: lists, files: ['lists/*.json', "
                    "one.yml], labels: {module: fast}}\n");
  exporter.await_ready(patience);
  exporter.write("one.yml", "- targets: ['" + url("a") + "']\n  labels: {project: cup, team: x}\n");
  exporter.await_up("a", 1, patience);
  EXPECT_EQ(exporter.metrics().series("video_stream_labels_info", {{"team", "x"}}).size(), 1U);

  exporter.make_folder("lists");  // it was not there at the beginning
  exporter.write("lists/b.json", "[" + group("b") + "," + group("fixed") + "]");
  const Exposition now = exporter.await_up("b", 1, patience);
  EXPECT_EQ(now.value("video_exporter_discovery_streams", {{"source", "lists"}}), 2.0);
  EXPECT_EQ(now.value("video_exporter_discovery_refused_targets", {{"source", "lists"}}), 1.0);
  exporter.process().await_line_with("is there already", patience);

  exporter.write("one.yml", "- targets: [\n");
  exporter.process().await_line_with("those known stay", patience);
  exporter.write("lists/b.json", "[" + group("c") + "]");
  exporter.await_up("c", 1, patience);
  EXPECT_TRUE(has(exporter.metrics(), "a"));
  EXPECT_FALSE(has(exporter.metrics(), "b"));
  EXPECT_EQ(origin.figures("/live/a.flv").requests, 1U);
  EXPECT_EQ(origin.figures("/live/fixed.flv").requests, 1U);
  EXPECT_GE(exporter.metrics().value("video_exporter_discovery_failures_total"), 1.0);
}

TEST_F(Discovery, goes_on_through_a_reload) {
  const std::string source = "discovery: {file_sd: [{files: [one.json]}]}\n";
  Exporter exporter("  p: []\n", source);
  exporter.write("one.json", "[" + group("a") + "," + group("b", R"(, "module": "m")") + "]");
  exporter.await_up("a", 1, patience);
  exporter.process().await_line_with("there is no module", patience);
  exporter.write("config.yml", config_with("  p: []\n", source + "modules: {m: {window: 2s}}\n"));
  EXPECT_THAT(exporter.reload().body, HasSubstr("1 added, 0 changed, 0 removed, 1 unchanged"));
  exporter.await_up("b", 1, patience);
  EXPECT_EQ(origin.figures("/live/a.flv").requests, 1U);
  exporter.write("config.yml", config_with("  p: []\n"));
  EXPECT_THAT(exporter.reload().body, HasSubstr("2 removed"));
  EXPECT_THAT(exporter.metrics().series("video_stream_info"), IsEmpty());
}

/// Answers as the test says, and remembers what it was asked.
class TargetServer {
 public:
  TargetServer() {
    routes_.add("/targets", [this](const core::web::Request& request) { return answer(request); });
    server_.emplace(core::web::Server::Options{}, routes_);
    server_->start();
  }

  void set(std::string etag, std::string body) {
    const std::lock_guard lock(mutex_);
    etag_ = std::move(etag);
    body_ = std::move(body);
  }

  [[nodiscard]] std::string url() const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + "/targets?key=hidden-key";
  }

  /// Until so many answers of a status were given from now on.
  void await(unsigned status, int count) {
    std::unique_lock lock(mutex_);
    const int before = answers_[status];
    ASSERT_TRUE(
        changed_.wait_for(lock, patience, [&] { return answers_[status] >= before + count; }));
  }

 private:
  core::web::Response answer(const core::web::Request& request) {
    const std::lock_guard lock(mutex_);
    core::web::Response response = respond(request);
    ++answers_[response.status];
    changed_.notify_all();
    return response;
  }

  core::web::Response respond(const core::web::Request& request) {
    const std::string* credentials = request.header("Authorization");
    // "sd:hidden-password"
    if (credentials == nullptr || *credentials != "Basic c2Q6aGlkZGVuLXBhc3N3b3Jk") {
      return core::web::text_response(401, "who is there?");
    }
    if (body_.empty()) return core::web::text_response(500, "broken");
    const std::string* known = request.header("If-None-Match");
    if (known != nullptr && *known == etag_) return {.status = 304};
    return {.content_type = "application/json", .headers = {{"ETag", etag_}}, .body = body_};
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string etag_;
  std::string body_;
  std::map<unsigned, int> answers_;
  core::web::Routes routes_;
  std::optional<core::web::Server> server_;
};

TEST_F(Discovery, asks_a_server_and_keeps_what_it_said_last) {
  TargetServer server;
  server.set("\"1\"", "[" + group("a", R"(, "__meta_key": "first")") + "]");
  Exporter exporter(
      "  p: []\n", "discovery: {http_sd: [{name: web, refresh_interval: 1s, url: '" + server.url() +
                       "', http: {username: sd, password: hidden-password}, map: {id: "
                       "__meta_key}}]}\n");
  exporter.await_up("first", 1, patience);
  server.await(304, 2);
  server.set("\"2\"", "[" + group("a", R"(, "__meta_key": "first")") + "," + group("b") + "]");
  exporter.await_up("b", 1, patience);
  server.set("", "");
  server.await(500, 2);
  const Exposition now = exporter.metrics();
  EXPECT_TRUE(has(now, "first"));
  EXPECT_TRUE(has(now, "b"));
  EXPECT_GE(now.value("video_exporter_discovery_failures_total", {{"source", "web"}}), 1.0);
  EXPECT_EQ(origin.figures("/live/a.flv").requests, 1U);
  exporter.process().await_line_with("those known stay", patience);
  EXPECT_THAT(exporter.process().error_output() + exporter.process().output(),
              Not(HasSubstr("hidden-")));
}

TEST_F(Discovery, says_why_a_server_is_not_heard) {
  TargetServer server;
  Exporter exporter(
      "  p: []\n", "discovery: {http_sd: [{refresh_interval: 1s, url: '" + server.url() + "'}]}\n");
  exporter.process().await_line_with("status 401", patience);
  server.await(401, 2);
  exporter.await_ready(patience);
  EXPECT_THAT(exporter.metrics().series("video_exporter_discovery_last_success_timestamp_seconds"),
              IsEmpty());
}

TEST_F(Discovery, offers_the_streams_as_targets_to_others) {
  Exporter exporter("  cup:\n    - {id: a, url: '" + url("a") +
                    "?gop_cache=0', labels: {team: x}}\n" + "  other:\n    - {id: b, url: '" +
                    url("b") + "'}\n");
  exporter.await_up("a", 1, patience);
  EXPECT_EQ(nlohmann::json::parse(exporter.page("/sd?project=cup")),
            nlohmann::json::parse(R"([{"targets": [")" + url("a") + R"(?gop_cache=***"],
              "labels": {"project": "cup", "id": "a", "name": "cup_127.0.0.1_a_live_a",
                         "team": "x"}}])"));
  EXPECT_THAT(exporter.probe(url("a") + "?gop_cache=***").body, HasSubstr("probe_success 1"));
}

TEST_F(Discovery, is_checked_with_the_configuration) {
  const support::TemporaryFolder folder;
  std::ofstream(folder.path() / "config.yml")
      << "discovery: {file_sd: [{files: ['*.json', nowhere.yml]}]}\nstreams: {}\n";
  const auto check = [&] {
    return support::run({{VIDEO_EXPORTER, "check", "config.yml"}, {}, folder.path()});
  };
  EXPECT_EQ(check().status, 0);
  std::ofstream(folder.path() / "a.json") << R"([{"targets": ["gopher://user:hidden-word@h/a", 7]},
    {"labels": {}}])";
  std::ofstream(folder.path() / "b.json") << "no JSON";
  const support::Finished finished = check();
  EXPECT_EQ(finished.status, 1);
  EXPECT_THAT(finished.error_output,
              AllOf(HasSubstr("a.json: [0].targets[0]: \"gopher://h/a\": no probe reads"),
                    HasSubstr("a.json: [1]: the key targets is missing"),
                    HasSubstr("b.json: this is not JSON: parse error at line 1"),
                    Not(HasSubstr("hidden-"))));
}

TEST_F(Discovery, of_the_configuration_itself_reloads_when_the_file_changes) {
  const auto config = [&](const std::string& streams, const std::string& more) {
    return "exporter: {listen_addr: '127.0.0.1:0', watch_config: true}\n" + more +
           "streams:\n  cup:\n" + streams;
  };
  const auto stream = [&](const std::string& id) {
    return "    - {id: " + id + ", url: '" + url(id) + "'}\n";
  };
  Exporter exporter(Invocation{config(stream("a"), "")});
  exporter.await_up("a", 1, patience);
  exporter.write("config.yml", config(stream("a") + stream("b"), ""));
  exporter.await_up("b", 1, patience);
  exporter.write("config.yml", config(stream("a"), "enigne: 1\n"));
  exporter.await(
      [](const Exposition& now) {
        return now.value("video_exporter_config_last_reload_successful") == 0.0;
      },
      patience);
  EXPECT_TRUE(has(exporter.metrics(), "b"));
  exporter.write("config.yml", config(stream("a"), ""));
  exporter.await([&](const Exposition& now) { return !has(now, "b"); }, patience);
  EXPECT_EQ(origin.figures("/live/a.flv").requests, 1U);
}

}  // namespace
}  // namespace end_to_end
