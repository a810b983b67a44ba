#include "core/log/line.hpp"

#include <gtest/gtest.h>

namespace core::log {
namespace {

const UnixTime noon{std::chrono::milliseconds(1'772'366'400'123)};

TEST(LogLine, writes_time_level_and_message_first_in_logfmt) {
  EXPECT_EQ(line_of({.format = Format::logfmt}, noon, Level::info, "stream added",
                    {{"project", "cup"}, {"id", "a"}}),
            "time=2026-03-01T12:00:00.123Z level=info message=\"stream added\" project=cup id=a");
}

TEST(LogLine, is_one_json_object) {
  EXPECT_EQ(line_of({.format = Format::json}, noon, Level::error, "a \"quoted\" word",
                    {{"file", "C:\\x"}}),
            R"({"time":"2026-03-01T12:00:00.123Z","level":"error",)"
            R"("message":"a \"quoted\" word","file":"C:\\x"})");
}

TEST(LogLine, puts_the_sentence_before_its_context_on_a_console) {
  const std::string line =
      line_of({.format = Format::console}, noon, Level::warning, "slow", {{"id", "a b"}});
  EXPECT_EQ(line.substr(8), " warning slow  id=\"a b\"");
}

TEST(LogLine, colours_only_when_told) {
  const std::string line =
      line_of({.format = Format::console, .color = true}, noon, Level::error, "x", {});
  EXPECT_NE(line.find("\x1b[31merror\x1b[0m"), std::string::npos);
}

TEST(LogLine, cannot_be_split_by_what_a_peer_sent) {
  for (const Format format : {Format::console, Format::logfmt, Format::json}) {
    const std::string line =
        line_of({.format = format}, noon, Level::info, "a\nb\x1b[2J", {{"k", "c\r\nd"}});
    EXPECT_EQ(line.find_first_of("\n\r\x1b"), std::string::npos);
  }
}

TEST(LogLine, shows_no_controls_beyond_ascii) {
  for (const Format format : {Format::console, Format::logfmt, Format::json}) {
    const std::string csi = "\xc2\x9b";
    const std::string reversed = "\xe2\x80\xae";
    const std::string line =
        line_of({.format = format}, noon, Level::info, "a" + csi + "b", {{"k", reversed}});
    EXPECT_EQ(line.find(csi), std::string::npos);
    EXPECT_EQ(line.find(reversed), std::string::npos);
  }
}

TEST(LogLine, is_utf_8_whatever_a_peer_sent) {
  EXPECT_EQ(line_of({.format = Format::logfmt}, noon, Level::info, "caf\xc3\xa9", {{"k", "a\xff"}}),
            "time=2026-03-01T12:00:00.123Z level=info message=café k=a\xef\xbf\xbd");
}

}  // namespace
}  // namespace core::log
