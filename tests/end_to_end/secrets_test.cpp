// A secret of a stream's URL or configuration is shown nowhere, however the stream fails.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/web/routes.hpp"
#include "core/web/server.hpp"
#include "tests/end_to_end/exporter.hpp"
#include "tests/support/origin/server.hpp"
#include "tests/support/servers/free_port.hpp"

namespace end_to_end {
namespace {

using std::chrono::seconds;

constexpr seconds patience{60};
constexpr const char* secret = "hunter2";

/// The lines that should not be there; whole outputs would be unreadable.
std::string lines_with_secret(const std::string& text) {
  std::string found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find(secret) != std::string::npos) found += line + "\n";
  }
  return found;
}

std::string content(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

struct Stream {
  const char* id;
  std::string url;
  std::string reason;  // that it is down for; empty: it is up
  std::string more{};
};

class Secrets : public testing::Test {
 protected:
  static origin::Options tls() {
    origin::Options options;
    options.with_tls = true;
    return options;
  }

  /// With the secret as the password, for which the origin asks.
  std::string locked(const std::string& target, origin::Scheme scheme = origin::Scheme::http,
                     origin::Certificate certificate = origin::Certificate::good) const {
    std::string url = origin_.url(target, scheme, certificate);
    url.insert(url.find("://") + 3, std::string("user:") + secret + "@");
    return url + (target.find('?') == std::string::npos ? "?" : "&") + "auth=user:" + secret;
  }

  std::vector<Stream> streams() const {
    const std::string token = std::string("token=") + secret;
    const std::string user = std::string("user:") + secret + "@";
    const std::string nowhere = user + "no-such-host.invalid/live/a.flv?" + token;
    return {
        {"password", locked("/live/password.flv"), ""},
        {"websocket", locked("/live/websocket.flv", origin::Scheme::ws), ""},
        {"header", origin_.url(std::string("/live/header.flv?require_header=X-Token:") + secret),
         "", std::string(", http: {headers: {X-Token: ") + secret + "}}"},
        {"wrong_password", origin_.url(std::string("/live/c.flv?auth=user:") + secret), "auth",
         std::string(", http: {username: nobody, password: ") + secret + "}"},
        {"not_found", locked("/live/d.flv?status=404"), "not_found"},
        {"bad_request", origin_.url(std::string("/live/e.flv?video=") + secret), "http_status"},
        {"stalled", locked("/live/f.flv?stall_after=0"), "stalled"},
        {"corrupt", locked("/live/g.flv?corrupt_after=0"), ""},
        {"no_media", locked("/live/h.flv?no_media=1"), "no_media"},
        {"untrusted",
         locked("/live/i.flv", origin::Scheme::https, origin::Certificate::unknown_issuer), "tls"},
        {"untrusted_websocket",
         locked("/live/j.flv", origin::Scheme::wss, origin::Certificate::unknown_issuer), "tls"},
        {"refused",
         "http://" + user + "127.0.0.1:" + std::to_string(refused_port_) + "/live/k.flv?" + token,
         "connect"},
        {"unknown_host", "http://" + nowhere, "resolve"},
        {"redirected",
         origin_.url("/live/l.flv?redirect_to=http:%2F%2F" + user +
                     "no-such-host.invalid%2Fa.flv%3F" + token),
         "resolve"},
        {"redirect_loop", locked("/live/m.flv?redirect=loop"), "redirect"},
        {"rtmp", locked("/live/o", origin::Scheme::rtmp), ""},
        {"rtmp_refused", origin_.url(std::string("/live/p?video=") + secret, origin::Scheme::rtmp),
         "http_status"},
        {"rtmp_rejected", origin_.url("/live?" + token + "&status=401/q", origin::Scheme::rtmp),
         "auth"},
        {"bad_handshake", locked("/live/n.flv?ws_bad_accept=1", origin::Scheme::ws), "protocol"},
    };
  }

  origin::Server origin_{tls()};
  std::uint16_t refused_port_ = support::free_port();
  support::TemporaryFolder folder_;
};

TEST_F(Secrets, are_in_no_page_and_no_log) {
  const auto console = folder_.path() / "console.log";
  const auto logfmt = folder_.path() / "logfmt.log";
  std::ostringstream yaml;
  yaml << "exporter: {listen_addr: '127.0.0.1:0'}\n"
          "defaults: {timeout: 2s, liveness_timeout: 2s}\n"
          "sinks:\n"
          "  prometheus: {}\n"
          "  log:\n"
          "    - {name: json, format: json}\n"
          "    - {name: console, format: console, interval: 1s, output: '"
       << console.string() << "'}\n    - {name: logfmt, format: logfmt, interval: 1s, output: '"
       << logfmt.string() << "'}\nstreams:\n  secret:\n";
  for (const Stream& stream : streams()) {
    yaml << "    - {id: " << stream.id << ", url: '" << stream.url << "'" << stream.more << "}\n";
  }
  Exporter exporter(Invocation{yaml.str(), {}, {"--log.level", "debug"}});
  for (const Stream& stream : streams()) {
    const bool is_up = stream.reason.empty();
    EXPECT_EQ(exporter.await_state(stream.id, is_up, 1, patience).reason, stream.reason)
        << stream.id;
  }

  const support::HttpStream::Headers openmetrics{
      {"Accept", "application/openmetrics-text; version=1.0.0"}};
  EXPECT_EQ(lines_with_secret(support::http_get(exporter.url("/metrics"), openmetrics).body), "");
  for (const char* path : {"/", "/metrics", "/api/v1/streams", "/api/v1/streams?metrics=true"}) {
    const std::string page = exporter.page(path);
    EXPECT_NE(page.find("redirect_loop"), std::string::npos) << path;
    EXPECT_EQ(lines_with_secret(page), "") << path;
  }
  for (const Stream& stream : streams()) {
    if (stream.id == std::string("no_media")) continue;  // takes as long as it may
    EXPECT_EQ(lines_with_secret(exporter.probe(stream.url).body), "") << stream.id;
  }
  EXPECT_EQ(exporter.process().stop(), 0);
  EXPECT_EQ(lines_with_secret(exporter.process().output()), "");
  EXPECT_EQ(lines_with_secret(exporter.process().error_output()), "");
  for (const auto& log : {console, logfmt}) {
    EXPECT_NE(content(log).find("redirect_loop"), std::string::npos);
    EXPECT_EQ(lines_with_secret(content(log)), "") << log;
  }
}

TEST_F(Secrets, are_in_no_report_of_probe) {
  for (const Stream& stream : streams()) {
    for (const char* form : {"--json", "--verbose"}) {
      const support::Finished finished = support::run(
          {{VIDEO_EXPORTER, "probe", stream.url, form, "--timeout", "2s", "--duration", "1s"},
           {},
           {}});
      EXPECT_NE(finished.output, "") << stream.id;
      EXPECT_EQ(lines_with_secret(finished.output), "") << stream.id;
      EXPECT_EQ(lines_with_secret(finished.error_output), "") << stream.id;
    }
  }
}

TEST_F(Secrets, are_in_no_complaint_about_a_configuration) {
  const auto file = folder_.path() / "config.yml";
  std::ofstream(file) << "defaults: {http: {passwort: " << secret << "}}\n"
                      << "streams:\n  cup:\n    - {id: a, url: 'gopher://user:" << secret
                      << "@host/a?token=" << secret << "'}\n"
                      << "    - {id: b, url: 'http://user:" << secret << "@:99999/?t=" << secret
                      << "', http: {password: [" << secret << "]}}\n";
  const support::Finished finished =
      support::run({{VIDEO_EXPORTER, "check", file.string()}, {}, {}});
  EXPECT_EQ(finished.status, 1);
  EXPECT_EQ(lines_with_secret(finished.output), "");
  EXPECT_EQ(lines_with_secret(finished.error_output), "");
}

/// What peers repeat or bring of their own: tokens of segments, keys, redirects and error pages.
class Telltale {
 public:
  Telltale() {
    const std::string key = std::string("?token=") + secret;
    const std::string segments = "#EXTINF:2,\none.ts" + key +
                                 "\n#EXTINF:2,\nhttp://user:" + secret + "@127.0.0.1/two.ts" + key +
                                 "\n";
    const std::string head = "#EXTM3U\n#EXT-X-VERSION:8\n#EXT-X-TARGETDURATION:2\n";
    const auto encrypted = [&](const std::string& uri) {
      return head + "#EXT-X-KEY:METHOD=AES-128,URI=\"" + uri + "\"\n" + segments;
    };
    add("segments", head + segments);
    add("key", encrypted("key" + key));
    add("data", encrypted(std::string("data:text/plain;base64,") + secret));
    const std::string variable = std::string("#EXT-X-DEFINE:NAME=\"t\",VALUE=\"") + secret + "\"\n";
    add("variables", head + variable + variable + segments);
    add("variants", "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\nv" + key +
                        "\n#EXT-X-STREAM-INF:BANDWIDTH=2000\nftp://user:" + secret + "@h/v" + key +
                        "\n");
    add("headless", segments);
    add("page", "<a href='/login" + key + "'>log in</a>");
    add_redirect("moved", "/gone" + key);
    add_redirect("lost", std::string("gopher://user:") + secret + "@h/" + key);
    add_redirect("broken", std::string("http://user:") + secret + "@h:x/" + key);
    routes_.add(
        hook(),
        [](const core::web::Request&) {
          return core::web::text_response(404, "Cannot POST " + hook());
        },
        core::web::Routes::Methods::acting);
    server_.emplace(core::web::Server::Options{}, routes_);
    server_->start();
  }

  static std::string hook() { return std::string("/hooks/") + secret; }

  [[nodiscard]] std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + path;
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  void add(const std::string& name, const std::string& body) {
    add_page(name, {.content_type = "application/vnd.apple.mpegurl", .body = body});
  }

  void add_redirect(const std::string& name, const std::string& location) {
    add_page(name, {.status = 302, .headers = {{"Location", location}}});
  }

  void add_page(const std::string& name, const core::web::Response& response) {
    names_.push_back(name);
    for (const char* ending : {".m3u8", ".flv"}) {
      routes_.add("/" + name + ending, [response](const core::web::Request&) { return response; });
    }
  }

  std::vector<std::string> names_;
  core::web::Routes routes_;
  std::optional<core::web::Server> server_;
};

TEST_F(Secrets, of_peers_are_in_no_page_and_no_log) {
  const Telltale peer;
  std::ostringstream yaml;
  yaml << "exporter: {listen_addr: '127.0.0.1:0'}\n"
          "defaults: {timeout: 2s, liveness_timeout: 2s}\n"
          "sinks: {log: {format: json}, webhook: {name: hook, format: json, url: '"
       << peer.url(peer.hook()) << "'}}\nstreams:\n  peers:\n";
  std::vector<std::string> ids;
  for (const std::string& name : peer.names()) {
    for (const auto& [prefix, ending, more] :
         {std::array{"flv_", ".flv", ""}, std::array{"hls_", ".m3u8", ""},
          std::array{"ffmpeg_", ".m3u8", ", probe: ffmpeg"}}) {
      ids.push_back(prefix + name);
      yaml << "    - {id: " << ids.back() << ", url: '" << peer.url("/" + name + ending) << "'"
           << more << "}\n";
    }
  }
  Exporter exporter(Invocation{yaml.str(), {}, {"--log.level", "debug"}});
  for (const std::string& id : ids) (void)exporter.await_state(id, false, 1, patience);
  exporter.process().await_line_with("Cannot POST ***", patience);

  for (const char* path : {"/", "/metrics", "/api/v1/streams?metrics=true"}) {
    const std::string page = exporter.page(path);
    EXPECT_NE(page.find("ffmpeg_variables"), std::string::npos) << path;
    EXPECT_EQ(lines_with_secret(page), "") << path;
  }
  EXPECT_EQ(exporter.process().stop(), 0);
  EXPECT_EQ(lines_with_secret(exporter.process().output()), "");
  EXPECT_EQ(lines_with_secret(exporter.process().error_output()), "");
}

}  // namespace
}  // namespace end_to_end
