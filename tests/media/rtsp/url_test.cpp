#include "media/rtsp/url.hpp"

#include <gmock/gmock.h>

namespace media::rtsp {
namespace {

TEST(RtspUrl, is_taken_apart) {
  const auto url = parse_url("rtsp://user:p%40ss@Camera.example:8554/live/a?x=1#part");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->user, "user");
  EXPECT_EQ(url->password, "p@ss");
  EXPECT_EQ(url->host, "camera.example");
  EXPECT_EQ(url->port, 8554);
  EXPECT_EQ(url->target, "/live/a?x=1");
  EXPECT_FALSE(url->is_secure);
}

TEST(RtspUrl, has_the_ports_of_its_schemes) {
  EXPECT_EQ(parse_url("rtsp://h")->port, 554);
  EXPECT_EQ(parse_url("rtsps://h")->port, 322);
  EXPECT_TRUE(parse_url("RTSPS://h")->is_secure);
}

TEST(RtspUrl, goes_into_a_request_without_secrets) {
  EXPECT_EQ(parse_url("rtsp://a:b@h:554/x?y=z#f")->text(), "rtsp://h/x?y=z");
  EXPECT_EQ(parse_url("rtsps://[2001:db8::1]:8322/x")->text(), "rtsps://[2001:db8::1]:8322/x");
}

TEST(RtspUrl, is_refused_when_it_is_none) {
  for (const char* text : {"", "http://h/", "rtsp:/h", "rtsp://", "rtsp://h:0/", "rtsp://h:65536/",
                           "rtsp://h:x/", "rtsp://[::1/", "rtsp://h/a b", "rtsp://h/\r\nA: b"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

struct Control {
  const char* base;
  const char* control;
  const char* url;
};

TEST(RtspControlUrl, is_found_as_servers_mean_it) {
  const Control rows[] = {
      {"rtsp://h/live/", "trackID=1", "rtsp://h/live/trackID=1"},
      {"rtsp://h/live", "trackID=1", "rtsp://h/live/trackID=1"},
      {"rtsp://h/cam?channel=1", "track1", "rtsp://h/cam?channel=1/track1"},
      {"rtsp://h/live", "*", "rtsp://h/live"},
      {"rtsp://h/live", "", "rtsp://h/live"},
      {"rtsp://h/live", "rtsp://media.h/live/1", "rtsp://media.h/live/1"},
      {"rtsp://h:8554/live/x", "/other/1", "rtsp://h:8554/other/1"},
      {"rtsp://h", "track1", "rtsp://h/track1"},
      {"rtsp://h/live", "a?u=x://y", "rtsp://h/live/a?u=x://y"},
  };
  for (const Control& row : rows) EXPECT_EQ(control_url(row.base, row.control), row.url);
}

TEST(RtspUrl, shares_secrets_with_its_own_origin_alone) {
  const auto own = *parse_url("rtsps://h/a");
  EXPECT_TRUE(is_same_origin(own, *parse_url("rtsps://h/b")));
  EXPECT_FALSE(is_same_origin(own, *parse_url("rtsps://other/a")));
  EXPECT_FALSE(is_same_origin(own, *parse_url("rtsp://h:322/a")));
}

}  // namespace
}  // namespace media::rtsp
