#include "media/rtmp/url.hpp"

#include <gtest/gtest.h>

namespace media::rtmp {
namespace {

struct Row {
  const char* name;
  const char* url;
  const char* app;
  const char* stream_name;
  const char* tc_url;
};

class RtmpUrl : public testing::TestWithParam<Row> {};

TEST_P(RtmpUrl, is_cut_as_players_cut_it) {
  const auto url = parse_url(GetParam().url);
  ASSERT_TRUE(url);
  EXPECT_EQ(url->app, GetParam().app);
  EXPECT_EQ(url->stream_name, GetParam().stream_name);
  EXPECT_EQ(url->tc_url(), GetParam().tc_url);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RtmpUrl,
    testing::Values(
        Row{"plain", "rtmp://h/live/a", "live", "a", "rtmp://h:1935/live"},
        Row{"port", "rtmp://h:19350/live/a", "live", "a", "rtmp://h:19350/live"},
        Row{"tls", "rtmps://h/live/a", "live", "a", "rtmps://h:443/live"},
        Row{"scheme_and_host_in_any_case", "RTMP://H/live/A", "live", "A", "rtmp://h:1935/live"},
        Row{"address", "rtmp://[::1]:1936/live/a", "live", "a", "rtmp://[::1]:1936/live"},
        Row{"instance", "rtmp://h/live/instance/a", "live/instance", "a",
            "rtmp://h:1935/live/instance"},
        Row{"deep", "rtmp://h/a/b/c/d", "a/b", "c/d", "rtmp://h:1935/a/b"},
        Row{"prefix_of_a_name", "rtmp://h/vod/mp4:folder/a.mp4", "vod", "mp4:folder/a.mp4",
            "rtmp://h:1935/vod"},
        Row{"query", "rtmp://h/live/a?token=x/y&b=c", "live", "a?token=x/y&b=c",
            "rtmp://h:1935/live"},
        Row{"query_of_the_application", "rtmp://h/live?token=x/a", "live?token=x", "a",
            "rtmp://h:1935/live?token=x"},
        Row{"user_information", "rtmp://u:p@h/live/a", "live", "a", "rtmp://h:1935/live"},
        Row{"fragment", "rtmp://h/live/a#t", "live", "a", "rtmp://h:1935/live"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(RtmpUrlParts, user_information_is_decoded) {
  const auto url = parse_url("rtmp://u%40x:p%3Aq@h/live/a");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->user, "u@x");
  EXPECT_EQ(url->password, "p:q");
}

TEST(RtmpUrlParts, what_is_no_url_of_rtmp_is_nothing) {
  for (const char* text :
       {"", "rtmp", "rtmp:/h/a/b", "http://h/a/b", "rtmpt://h/a/b", "rtmp://", "rtmp://h",
        "rtmp://h/", "rtmp://h/live", "rtmp://h/live/", "rtmp:///a/b", "rtmp://h:0/a/b",
        "rtmp://h:65536/a/b", "rtmp://h:x/a/b", "rtmp://[::1/a/b", "rtmp://h/a/b c"}) {
    EXPECT_FALSE(parse_url(text)) << text;
  }
}

}  // namespace
}  // namespace media::rtmp
