#include "media/m3u8/text.hpp"

#include <gtest/gtest.h>

#include "media/m3u8/date_time.hpp"

namespace media::m3u8 {
namespace {

using namespace std::chrono_literals;

TEST(Seconds, are_exact) {
  EXPECT_EQ(seconds("6"), 6s);
  EXPECT_EQ(seconds("0.33334"), 333340us);
  EXPECT_EQ(seconds(".5"), 500ms);
  EXPECT_EQ(seconds("9.0099999999999"), 9009999999ns);
}

TEST(Seconds, are_numbers) {
  for (const char* text : {"", ".", "-1", "1e3", "1,5", "6 ", "0x1", "nan", "315360001000"}) {
    EXPECT_EQ(seconds(text), std::nullopt) << text;
  }
  EXPECT_EQ(signed_seconds("-1.5"), -1500ms);
}

TEST(Resolution, is_two_numbers) {
  EXPECT_EQ(resolution("1920x1080")->width, 1920U);
  for (const char* text : {"1920", "x", "0x5", "1920x", "-1x1", "70000x1"}) {
    EXPECT_FALSE(resolution(text)) << text;
  }
}

TEST(DateTime, has_a_zone) {
  EXPECT_EQ(read_date_time("1970-01-02T00:00:00Z"), 24h);
  EXPECT_EQ(read_date_time("1970-01-02T00:00:00.5+01:00"), 23h + 500ms);
  EXPECT_EQ(read_date_time("1970-01-01T22:30:00-0130"), 24h);
  EXPECT_EQ(read_date_time("1970-01-02T01:00:00+01"), 24h);
  EXPECT_EQ(read_date_time("1970-01-02T00:00:00"), 24h);
}

TEST(DateTime, is_exact_to_the_nanosecond) {
  EXPECT_EQ(read_date_time("1970-01-01T00:00:00.123456789Z"), 123456789ns);
}

TEST(DateTime, goes_over_midnight_and_leap_days) {
  EXPECT_EQ(*read_date_time("2024-02-29T00:00:00Z") - *read_date_time("2024-02-28T23:59:59.9Z"),
            100ms);
}

TEST(DateTime, is_a_date_that_exists) {
  for (const char* text :
       {"", "2023-02-29T00:00:00Z", "2023-13-01T00:00:00Z", "2023-01-01", "2023-01-01T25:00:00Z",
        "2023-01-01 00:00:00Z", "2023-01-01T00:00:00.Z", "2023-01-01T00:00:00+1", "now"}) {
    EXPECT_EQ(read_date_time(text), std::nullopt) << text;
  }
}

TEST(Hexadecimal, fills_from_the_end) {
  const auto octets = hexadecimal("0x1Ff");
  ASSERT_TRUE(octets);
  EXPECT_EQ(octets->at(15), std::byte{0xFF});
  EXPECT_EQ(octets->at(14), std::byte{0x01});
  EXPECT_FALSE(hexadecimal("0x"));
  EXPECT_FALSE(hexadecimal("12"));
  EXPECT_FALSE(hexadecimal("0x000102030405060708090A0B0C0D0E0F10"));
}

}  // namespace
}  // namespace media::m3u8
