#include "sinks/prometheus/escape.hpp"

#include <gtest/gtest.h>

namespace sinks::prometheus {
namespace {

TEST(LabelValue, escapes_backslash_quote_and_line_feed) {
  EXPECT_EQ(escaped_label_value("a\\b\"c\nd"), R"(a\\b\"c\nd)");
}

TEST(LabelValue, keeps_well_formed_utf8) { EXPECT_EQ(escaped_label_value("é 直播 🎥"), "é 直播 🎥"); }

struct BrokenText {
  const char* name;
  std::string_view bytes;
  const char* escaped;
};

class BrokenUtf8 : public testing::TestWithParam<BrokenText> {};

TEST_P(BrokenUtf8, becomes_the_replacement_character) {
  EXPECT_EQ(escaped_label_value(GetParam().bytes), GetParam().escaped);
}

using namespace std::string_view_literals;

INSTANTIATE_TEST_SUITE_P(
    LabelValue, BrokenUtf8,
    testing::Values(BrokenText{"nul", "a\0b"sv, "a\uFFFDb"},
                    BrokenText{"lone_continuation", "a\x80z"sv, "a\uFFFDz"},
                    BrokenText{"cut_sequence", "a\xE7\x9B"sv, "a\uFFFD\uFFFD"},
                    BrokenText{"overlong_slash", "\xC0\xAF"sv, "\uFFFD\uFFFD"},
                    BrokenText{"overlong_three", "\xE0\x80\xAF"sv, "\uFFFD\uFFFD\uFFFD"},
                    BrokenText{"surrogate", "\xED\xA0\x80"sv, "\uFFFD\uFFFD\uFFFD"},
                    BrokenText{"beyond_unicode", "\xF4\x90\x80\x80"sv, "\uFFFD\uFFFD\uFFFD\uFFFD"},
                    BrokenText{"never_a_byte", "\xFF"sv, "\uFFFD"}),
    [](const auto& row) { return row.param.name; });

TEST(HelpText, keeps_quotes_in_the_text_form) {
  EXPECT_EQ(escaped_help("a \"b\"\n\\", false), R"(a "b"\n\\)");
}

TEST(HelpText, escapes_quotes_for_openmetrics) {
  EXPECT_EQ(escaped_help("a \"b\"", true), R"(a \"b\")");
}

TEST(PlainText, is_ascii_without_anything_to_escape) {
  EXPECT_TRUE(is_plain("https://example.com/live/a.flv?token=xxx"));
  EXPECT_FALSE(is_plain("a\"b"));
  EXPECT_FALSE(is_plain("a\\b"));
  EXPECT_FALSE(is_plain("a\nb"));
  EXPECT_FALSE(is_plain("直播"));
}

TEST(LabelName, may_not_begin_with_a_digit_or_two_underscores) {
  EXPECT_TRUE(is_label_name("_track9"));
  EXPECT_FALSE(is_label_name("9track"));
  EXPECT_FALSE(is_label_name("__name__"));
  EXPECT_FALSE(is_label_name("a-b"));
  EXPECT_FALSE(is_label_name(""));
}

TEST(MetricName, may_hold_colons_but_no_dots) {
  EXPECT_TRUE(is_metric_name("job:up"));
  EXPECT_FALSE(is_metric_name("a.b"));
  EXPECT_FALSE(is_metric_name(""));
}

}  // namespace
}  // namespace sinks::prometheus
