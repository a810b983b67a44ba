#include <string>

#include "core/log/log.hpp"

#include <gtest/gtest.h>

namespace core::log {
namespace {

TEST(Log, writes_nothing_below_its_level) {
  configure({.level = Level::warning, .format = Format::logfmt, .detached = false});
  testing::internal::CaptureStderr();
  info("quiet");
  warning("loud");
  const std::string written = testing::internal::GetCapturedStderr();
  EXPECT_EQ(written.find("quiet"), std::string::npos);
  EXPECT_NE(written.find("loud"), std::string::npos);
}

TEST(Log, has_written_all_of_its_queue_once_it_is_closed) {
  testing::internal::CaptureStderr();
  configure({.format = Format::logfmt, .detached = true});
  for (int i = 0; i < 100; ++i) info("line", {{"number", std::to_string(i)}});
  close();
  EXPECT_NE(testing::internal::GetCapturedStderr().find("number=99\n"), std::string::npos);
}

TEST(Log, knows_its_levels_by_name) {
  EXPECT_EQ(level_of("warn"), Level::warning);
  EXPECT_EQ(level_of("debug"), Level::debug);
  EXPECT_EQ(level_of(""), std::nullopt);
  EXPECT_EQ(level_of("loud"), std::nullopt);
}

}  // namespace
}  // namespace core::log
