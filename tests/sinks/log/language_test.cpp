#include "sinks/log/language.hpp"

#include <gtest/gtest.h>

namespace sinks::log {
namespace {

TEST(Language, is_what_the_configuration_says) {
  EXPECT_EQ(choose_language("zh", {"en_US.UTF-8"}), Language::chinese);
  EXPECT_EQ(choose_language("en", {"zh_CN.UTF-8"}), Language::english);
}

TEST(Language, is_that_of_the_first_locale_that_is_set) {
  EXPECT_EQ(choose_language("auto", {nullptr, "", "zh_CN.UTF-8"}), Language::chinese);
  EXPECT_EQ(choose_language("auto", {"en_GB.UTF-8", "zh_CN.UTF-8"}), Language::english);
  EXPECT_EQ(choose_language("auto", {"zh"}), Language::chinese);
}

TEST(Language, is_english_where_nothing_is_set) {
  EXPECT_EQ(choose_language("auto", {nullptr, nullptr, nullptr}), Language::english);
}

}  // namespace
}  // namespace sinks::log
