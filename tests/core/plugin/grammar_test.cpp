#include "core/plugin/grammar.hpp"

#include <gtest/gtest.h>

namespace core::plugin {
namespace {

using namespace std::chrono_literals;

struct DurationRow {
  const char* text;
  std::chrono::nanoseconds expected;
};

TEST(Grammar, reads_durations) {
  for (const auto& [text, expected] :
       {DurationRow{"30", 30s}, DurationRow{"30s", 30s}, DurationRow{"500ms", 500ms},
        DurationRow{"1m", 60s}, DurationRow{"2h", 7200s}, DurationRow{"1h30m", 5400s},
        DurationRow{"1.5s", 1500ms}, DurationRow{"0.25", 250ms}, DurationRow{"14d", 336h},
        DurationRow{"100us", 100us}, DurationRow{"0", 0s}, DurationRow{"1m0.5s", 60500ms}}) {
    EXPECT_EQ(duration_from(text), expected) << text;
  }
}

TEST(Grammar, refuses_what_is_no_duration) {
  for (const char* text : {"", "s", "30x", "30 s", "-5s", "5-", "30m1h", "1s1s", "1e9", "1..5s",
                           "99999999999999999999h", "3d4", ".", "1h30"}) {
    EXPECT_EQ(duration_from(text), std::nullopt) << text;
  }
}

TEST(Grammar, reads_sizes) {
  EXPECT_EQ(size_from("512"), 512);
  EXPECT_EQ(size_from("64KiB"), 65536);
  EXPECT_EQ(size_from("4MB"), 4'000'000);
  EXPECT_EQ(size_from("1.5GiB"), 1610612736);
  EXPECT_EQ(size_from("10b"), 10);
}

TEST(Grammar, refuses_what_is_no_size) {
  for (const char* text : {"", "KiB", "1 KiB", "-1", "1XB", "99999999999GiB"}) {
    EXPECT_EQ(size_from(text), std::nullopt) << text;
  }
}

TEST(Grammar, reads_truth) {
  for (const char* text : {"true", "yes", "on", "True", "YES"}) EXPECT_EQ(bool_from(text), true);
  for (const char* text : {"false", "no", "off", "Off"}) EXPECT_EQ(bool_from(text), false);
  for (const char* text : {"", "1", "0", "y"}) EXPECT_EQ(bool_from(text), std::nullopt) << text;
}

TEST(Grammar, reads_numbers_that_are_finite) {
  EXPECT_EQ(number_from("0.5"), 0.5);
  EXPECT_EQ(number_from("-1e3"), -1000);
  for (const char* text : {"", "nan", "inf", "1e999", "0x10", "1,5", "5 "}) {
    EXPECT_EQ(number_from(text), std::nullopt) << text;
  }
}

TEST(Grammar, reads_whole_numbers) {
  EXPECT_EQ(integer_from("-42"), -42);
  for (const char* text : {"", "4.2", "9223372036854775808", "0x1", "+1", "1k"}) {
    EXPECT_EQ(integer_from(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace core::plugin
