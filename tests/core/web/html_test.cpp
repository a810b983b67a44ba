#include "core/web/html.hpp"

#include <gtest/gtest.h>

#include "core/web/figures.hpp"

namespace core::web {
namespace {

TEST(Html, escapes_what_has_a_meaning_in_markup) {
  EXPECT_EQ(escape_html("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
}

TEST(Html, escapes_what_has_a_meaning_in_a_query) {
  EXPECT_EQ(escape_query("a&b=c d/é"), "a%26b%3Dc%20d%2F%C3%A9");
}

TEST(Figures, give_bitrates_with_a_fitting_unit) {
  EXPECT_EQ(bitrate_text(2'480'300), "2.48 Mbit/s");
  EXPECT_EQ(bitrate_text(999'400), "999 kbit/s");
  EXPECT_EQ(bitrate_text(999'600), "1.00 Mbit/s");
  EXPECT_EQ(bitrate_text(12), "12 bit/s");
}

TEST(Figures, give_lengths_with_a_fitting_unit) {
  EXPECT_EQ(length_text(0.0003), "0.3 ms");
  EXPECT_EQ(length_text(0.04), "40 ms");
  EXPECT_EQ(length_text(1.23), "1.2 s");
  EXPECT_EQ(length_text(59), "59 s");
  EXPECT_EQ(length_text(180), "3 min");
  EXPECT_EQ(length_text(7'300), "2 h");
  EXPECT_EQ(length_text(864'000), "10 d");
}

}  // namespace
}  // namespace core::web
