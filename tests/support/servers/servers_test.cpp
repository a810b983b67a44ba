#include <chrono>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include "tests/support/clips/clips.hpp"
#include "tests/support/http/http_stream.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/servers/free_port.hpp"
#include "tests/support/servers/nginx.hpp"
#include "tests/support/servers/node_media_server.hpp"
#include "tests/support/servers/program.hpp"
#include "tests/support/servers/prometheus.hpp"
#include "tests/support/servers/unanswering_port.hpp"

namespace support {
namespace {

using namespace std::chrono_literals;

TEST(Servers, a_missing_program_is_named_with_its_package) {
  try {
    program("nginx", "NGINX-NOTFOUND", "nginx-light");
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(
        error.what(),
        "the program nginx is missing: install the Debian package nginx-light and run cmake again");
  }
}

TEST(FreePort, is_not_given_twice) { EXPECT_NE(free_port(), free_port()); }

TEST(FreePort, refuses_connections) {
  EXPECT_THROW(HttpStream("http://127.0.0.1:" + std::to_string(free_port()) + "/"),
               std::runtime_error);
}

TEST(UnansweringPort, leaves_a_connection_without_answer) {
  UnansweringPort nowhere;
  try {
    HttpStream("http://127.0.0.1:" + std::to_string(nowhere.port()) + "/", {}, 200ms);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_NE(std::string(error.what()).find("connect"), std::string::npos);
  }
}

TEST(Nginx, serves_an_flv_file) {
  Nginx nginx(clips::folder());
  const auto opinion = ask_oracle(nginx.url("/h264_aac.flv"));
  EXPECT_EQ(opinion.track("video").packets, 200U);
}

TEST(NodeMediaServer, gives_by_http_what_ffmpeg_publishes) {
  NodeMediaServer server;
  server.publish(clips::path("h264_aac.flv"), "/live/a");
  const auto opinion = ask_oracle(server.http_url("/live/a"), 3s);
  EXPECT_EQ(opinion.track("video").codec, "h264");
  EXPECT_EQ(opinion.track("audio").codec, "aac");
}

TEST(NodeMediaServer, speaks_websocket) {
  NodeMediaServer server;
  server.publish(clips::path("h264_aac.flv"), "/live/a");
  HttpStream stream(server.websocket_url("/live/a"),
                    {{"Upgrade", "websocket"},
                     {"Connection", "Upgrade"},
                     {"Sec-WebSocket-Version", "13"},
                     {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}});
  EXPECT_EQ(stream.status(), 101U);
  stream.read_until(20'000);
}

TEST(Prometheus, scrapes_and_answers) {
  // It scrapes itself: an exporter is found in the end-to-end tests.
  Prometheus other(free_port());
  const auto port =
      static_cast<std::uint16_t>(std::stoul(other.url().substr(other.url().rfind(':') + 1)));
  Prometheus prometheus(port);
  const auto samples = prometheus.await(
      "up{job=\"exporter\"}",
      [](const auto& found) { return found.size() == 1 && found[0].value == 1; }, patience);
  EXPECT_EQ(samples[0].labels.at("job"), "exporter");
  prometheus.await_good_scrape();
}

TEST(Prometheus, says_why_a_scrape_failed) {
  Prometheus prometheus(free_port());
  prometheus.await(
      "up", [](const auto& found) { return found.size() == 1 && found[0].value == 0; }, patience);
  EXPECT_NE(prometheus.scrape_error().find("refused"), std::string::npos);
}

TEST(Prometheus, refuses_a_query_in_its_own_words) {
  Prometheus prometheus(free_port());
  EXPECT_THROW(prometheus.query("up{"), std::runtime_error);
}

}  // namespace
}  // namespace support
