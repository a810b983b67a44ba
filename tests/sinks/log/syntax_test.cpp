#include "sinks/log/syntax.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <string>

namespace sinks::log {
namespace {

Entry entry_with(std::string_view key, Value value) {
  Entry entry{vex::Nanos(0), Level::info, "test"};
  entry.add(key, value);
  return entry;
}

TEST(JsonSyntax, is_read_back_by_a_parser_whatever_is_in_it) {
  std::string text;
  for (int byte = 0; byte < 256; ++byte) text += static_cast<char>(byte);
  const auto parsed = nlohmann::json::parse(json_line(entry_with("text", std::string_view(text))));
  EXPECT_EQ(parsed.at("text").get<std::string>().substr(0, 35), text.substr(0, 35));
}

TEST(JsonSyntax, is_one_line) {
  const std::string line = json_line(entry_with("text", std::string_view("a\nb\r\u2028c")));
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  EXPECT_NE(line.find(R"(a\nb\u000d\u2028c)"), std::string::npos);
}

TEST(JsonSyntax, leaves_out_numbers_that_json_does_not_have) {
  const std::string nothing =
      "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"info\",\"event\":\"test\"}\n";
  EXPECT_EQ(json_line(entry_with("x", std::numeric_limits<double>::quiet_NaN())), nothing);
  EXPECT_EQ(json_line(entry_with("x", std::numeric_limits<double>::infinity())), nothing);
}

TEST(LogfmtSyntax, quotes_what_would_end_a_value) {
  const auto value = [](std::string_view text) {
    const std::string line = logfmt_line(entry_with("x", text));
    return line.substr(line.find(" x=") + 3);
  };
  EXPECT_EQ(value("plain"), "plain\n");
  EXPECT_EQ(value("two words"), "\"two words\"\n");
  EXPECT_EQ(value("a=b"), "\"a=b\"\n");
  EXPECT_EQ(value("a\"b"), "\"a\\\"b\"\n");
  EXPECT_EQ(value("a\nb"), "\"a\\nb\"\n");
  EXPECT_EQ(value("直播"), "\"直播\"\n");
}

TEST(Time, is_written_in_utc_with_milliseconds) {
  using std::chrono::milliseconds;
  EXPECT_EQ(rfc3339(milliseconds(1'769'860'800'000)), "2026-01-31T12:00:00.000Z");
  EXPECT_EQ(rfc3339(milliseconds(951'782'399'999)), "2000-02-28T23:59:59.999Z");
  EXPECT_EQ(rfc3339(milliseconds(-1)), "1969-12-31T23:59:59.999Z");
}

}  // namespace
}  // namespace sinks::log
