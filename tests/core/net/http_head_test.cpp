#include "core/net/http_head.hpp"

#include <gtest/gtest.h>

#include "tests/core/net/net_fixture.hpp"

namespace core::net {
namespace {

HttpHead parse(const std::string& lines) { return parse_head(lines + "\r\n", true); }

TEST(HttpHead, has_status_and_fields) {
  const HttpHead head = parse("HTTP/1.1 206 Whatever\r\nX-One: 1\r\nx-two:  2 \r\n");
  EXPECT_EQ(head.status, 206u);
  ASSERT_EQ(head.headers.size(), 2u);
  EXPECT_EQ(head.headers[1].name, "x-two");
  EXPECT_EQ(head.headers[1].value, "2");
}

TEST(HttpHead, tells_how_the_body_ends) {
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\n").framing, Framing::until_close);
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n").length, 0u);
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n").framing, Framing::length);
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n").length, 99'999'999'999u);
  EXPECT_EQ(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n").framing, Framing::chunked);
  EXPECT_EQ(parse("HTTP/1.1 204 No Content\r\n").framing, Framing::none);
  EXPECT_EQ(parse("HTTP/1.1 304 Not Modified\r\n").framing, Framing::none);
  EXPECT_EQ(parse_head("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n", false).framing,
            Framing::none);
}

TEST(HttpHead, tells_whether_the_connection_can_be_used_again) {
  EXPECT_TRUE(parse("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n").keeps_alive);
  EXPECT_FALSE(parse("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n").keeps_alive);
  EXPECT_FALSE(parse("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n").keeps_alive);
}

TEST(HttpHead, refuses_what_is_none) {
  for (const char* text :
       {"\r\n", "RTSP/1.0 200 OK\r\n", "HTTP/1.1 abc OK\r\n", "HTTP/1.1 200 OK\r\nno colon\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
        "FLV\x01 200 OK\r\nHost: x\r\n"})
    EXPECT_EQ(reason_of([&] { parse(text); }), vex::Reason::protocol) << text;
}

TEST(HttpHead, names_a_status) {
  EXPECT_EQ(status_text(404), "404 Not Found");
  EXPECT_EQ(status_text(555), "555");
}

}  // namespace
}  // namespace core::net
