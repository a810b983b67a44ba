#include "sinks/log/escape.hpp"

#include <gtest/gtest.h>

namespace sinks::log {
namespace {

TEST(Printable, keeps_every_script) { EXPECT_EQ(printable("é 直播 🎥"), "é 直播 🎥"); }

TEST(Printable, shows_controls_of_terminals) {
  EXPECT_EQ(printable("\x1b[31m\a\t\x7f"), "\\x1b[31m\\x07\\x09\\x7f");
  EXPECT_EQ(printable("\u009b31m"), "\\u009b31m");
}

TEST(Printable, shows_marks_that_turn_the_direction_of_writing) {
  EXPECT_EQ(printable("a\u202Eb\u2066c\u200F"), "a\\u202eb\\u2066c\\u200f");
}

TEST(Printable, shows_bytes_that_are_not_utf8) {
  EXPECT_EQ(printable("a\xFFz\xE7"), "a\\xffz\\xe7");
  EXPECT_EQ(printable(std::string_view("a\0z", 3)), "a\\x00z");
}

TEST(Printable, is_cut_where_nobody_reads_on) {
  EXPECT_EQ(printable(std::string(5000, 'a')), std::string(longest_text, 'a') + "...");
}

TEST(Printable, is_not_cut_within_a_character) {
  EXPECT_EQ(printable(std::string(longest_text - 1, 'a') + "直播"),
            std::string(longest_text - 1, 'a') + "...");
}

TEST(Number, is_short_and_reads_back_the_same) {
  EXPECT_EQ(number_text(400000), "400000");
  EXPECT_EQ(number_text(0.1), "0.1");
  EXPECT_EQ(number_text(-2.5), "-2.5");
  EXPECT_EQ(number_text(1e300), "1e+300");
}

}  // namespace
}  // namespace sinks::log
