#include "media/webvtt/header.hpp"

#include <gtest/gtest.h>

namespace media::webvtt {
namespace {

using namespace std::chrono_literals;

TEST(WebVtt, maps_its_time_to_that_of_the_other_renditions) {
  const auto header =
      read_header("WEBVTT\r\nX-TIMESTAMP-MAP=LOCAL:00:00:01.500,MPEGTS:900000\r\n\r\n");
  ASSERT_TRUE(header && header->timestamp_map);
  EXPECT_EQ(header->timestamp_map->mpegts, 900000U);
  EXPECT_EQ(header->timestamp_map->local, 1500ms);
}

TEST(WebVtt, takes_the_map_in_either_order) {
  const auto header = read_header("WEBVTT - a\nX-TIMESTAMP-MAP=MPEGTS:5,LOCAL:00:00.000\n");
  ASSERT_TRUE(header && header->timestamp_map);
  EXPECT_EQ(header->timestamp_map->mpegts, 5U);
}

TEST(WebVtt, has_no_map_behind_its_header) {
  const auto header =
      read_header("\xEF\xBB\xBFWEBVTT\n\nX-TIMESTAMP-MAP=MPEGTS:5,LOCAL:00:00.000\n");
  ASSERT_TRUE(header);
  EXPECT_FALSE(header->timestamp_map);
}

TEST(WebVtt, with_half_a_map_has_none) {
  for (const char* text : {"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:5\n", "WEBVTT\nX-TIMESTAMP-MAP=\n",
                           "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:-5,LOCAL:00:00.000\n"}) {
    ASSERT_TRUE(read_header(text));
    EXPECT_FALSE(read_header(text)->timestamp_map) << text;
  }
}

TEST(WebVtt, is_not_what_something_else_is) {
  for (const char* text : {"", "WEBVT", "WEBVTTX\n", "<html>", "1\n00:00:00,000"}) {
    EXPECT_FALSE(read_header(text)) << text;
  }
}

TEST(WebVttTime, has_hours_or_none) {
  EXPECT_EQ(read_time("100:00:01.250"), 100h + 1250ms);
  EXPECT_EQ(read_time("01:02.003"), 62003ms);
  for (const char* text : {"", "1.000", "00:00:00", "00:00.00", "a:00.000", "1:1:1:1.000"}) {
    EXPECT_EQ(read_time(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace media::webvtt
