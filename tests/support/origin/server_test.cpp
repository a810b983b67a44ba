#include "tests/support/origin/server.hpp"

#include <gtest/gtest.h>

#include "tests/support/http/http_stream.hpp"
#include "tests/support/origin/flv_tags.hpp"

namespace origin {
namespace {

using namespace std::chrono_literals;
using support::http_get;
using support::HttpStream;

TEST(OriginServer, plays_flv_over_http) {
  Server server;
  HttpStream stream(server.url("/live/a.flv"));
  stream.read_until(100'000);
  EXPECT_EQ(stream.status(), 200U);
  EXPECT_EQ(stream.header("content-type"), "video/x-flv");
  EXPECT_GT(see_flv(stream.body()).tags.size(), 50U);
}

TEST(OriginServer, sends_chunks) {
  Server server;
  const auto response = http_get(server.url("/live/a.flv?chunked=1&end_after=0.1"));
  const auto seen = see_flv(response.body);
  EXPECT_GT(seen.tags.size(), 50U);
  EXPECT_TRUE(seen.rest.empty());
}

TEST(OriginServer, writes_single_bytes) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?video=tiny&audio=none&bytes=1&end_after=0.1"));
  EXPECT_TRUE(see_flv(stream.read_all()).rest.empty());
}

TEST(OriginServer, answers_with_a_status) {
  Server server;
  for (const unsigned status : {401U, 403U, 404U, 410U, 500U, 503U}) {
    EXPECT_EQ(http_get(server.url("/live/a.flv?status=" + std::to_string(status))).status, status);
  }
}

TEST(OriginServer, names_an_unknown_parameter) {
  Server server;
  const auto response = http_get(server.url("/live/a.flv?stall=1"));
  EXPECT_EQ(response.status, 400U);
  EXPECT_EQ(response.body, "unknown parameter stall\n");
}

TEST(OriginServer, redirects_as_often_as_asked) {
  Server server;
  HttpStream first(server.url("/live/a.flv?redirect=2"));
  EXPECT_EQ(first.status(), 302U);
  EXPECT_EQ(first.header("location"), "/live/a.flv?redirect=1");
  HttpStream last(server.url("/live/a.flv?redirect=0"));
  EXPECT_EQ(last.status(), 200U);
}

TEST(OriginServer, redirects_to_itself_for_ever) {
  Server server;
  EXPECT_EQ(HttpStream(server.url("/live/a.flv?redirect=loop")).header("location"),
            "/live/a.flv?redirect=loop");
}

TEST(OriginServer, wants_a_password) {
  Server server;
  const auto url = server.url("/live/a.flv?auth=user:pass&end_after=0");
  EXPECT_EQ(http_get(url).status, 401U);
  EXPECT_EQ(http_get(url, {{"Authorization", "Basic dXNlcjpwYXNz"}}).status, 200U);
}

TEST(OriginServer, wants_a_header) {
  Server server;
  const auto url = server.url("/live/a.flv?require_header=X-Key:k&end_after=0");
  EXPECT_EQ(http_get(url).status, 403U);
  EXPECT_EQ(http_get(url, {{"X-Key", "k"}}).status, 200U);
}

TEST(OriginServer, cuts_within_a_tag) {
  Server server;
  EXPECT_FALSE(see_flv(http_get(server.url("/live/a.flv?cut_after=0")).body).rest.empty());
}

TEST(OriginServer, resets_the_connection) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?reset_after=0"));
  EXPECT_THROW(stream.read_all(), std::runtime_error);
}

TEST(OriginServer, keeps_a_stalled_connection_open) {
  Server server;
  HttpStream stream(server.url("/live/a.flv?stall_after=0"));
  EXPECT_TRUE(stream.falls_silent(200ms));
  EXPECT_EQ(server.figures("/live/a.flv").open, 1U);
}

TEST(OriginServer, keeps_a_half_open_connection_until_its_peer_has_gone) {
  Server server;
  {
    HttpStream stream(server.url("/live/a.flv?half_open_after=0"));
    EXPECT_TRUE(stream.falls_silent(200ms));
    EXPECT_EQ(server.figures("/live/a.flv").open, 1U);
  }
  EXPECT_TRUE(server.await_open("/live/a.flv", 0, 60s));
}

TEST(OriginServer, sends_headers_late) {
  Server server;
  EXPECT_THROW(HttpStream(server.url("/live/a.flv?slow_headers=30"), {}, 100ms),
               std::runtime_error);
}

TEST(OriginServer, counts_what_happens_on_a_path) {
  Server server;
  {
    HttpStream stream(server.url("/live/a.flv"), {{"User-Agent", "me"}});
    stream.read_until(1000);
    EXPECT_TRUE(server.await(
        "/live/a.flv", [](const PathFigures& seen) { return seen.bytes > 1000; }, 60s));
    const auto figures = server.figures("/live/a.flv");
    EXPECT_EQ(figures.requests, 1U);
    EXPECT_EQ(figures.open, 1U);
    EXPECT_NE(figures.last_request.find("User-Agent: me"), std::string::npos);
  }
  EXPECT_TRUE(server.await_open("/live/a.flv", 0, 60s));
}

TEST(OriginServer, waits_for_a_request) {
  Server server;
  EXPECT_FALSE(server.await_requests("/live/a.flv", 1, 10ms));
  HttpStream stream(server.url("/live/a.flv"));
  EXPECT_TRUE(server.await_requests("/live/a.flv", 1, 60s));
}

TEST(OriginServer, a_fault_of_a_path_reaches_those_who_watch_it) {
  Server server;
  HttpStream stream(server.url("/live/a.flv"));
  server.set_fault("/live/a.flv", "cut_after=0");
  EXPECT_FALSE(see_flv(stream.read_all()).rest.empty());
}

TEST(OriginServer, a_fault_of_a_path_meets_new_requests_until_it_is_cleared) {
  Server server;
  server.set_fault("/live/a.flv", "status=404");
  EXPECT_EQ(http_get(server.url("/live/a.flv")).status, 404U);
  server.clear_fault("/live/a.flv");
  EXPECT_EQ(http_get(server.url("/live/a.flv?end_after=0")).status, 200U);
}

TEST(OriginServer, a_stalled_stream_goes_on_when_its_fault_is_cleared) {
  Server server;
  HttpStream stream(server.url("/live/a.flv"));
  server.set_fault("/live/a.flv", "stall_after=0");
  server.clear_fault("/live/a.flv");
  const auto before = stream.body().size();
  stream.read_until(before + 100'000);
}

TEST(OriginServer, refuses_a_fault_that_it_does_not_know) {
  Server server;
  EXPECT_THROW(server.set_fault("/live/a.flv", "status=often"), std::invalid_argument);
}

}  // namespace
}  // namespace origin
