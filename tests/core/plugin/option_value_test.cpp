#include "core/plugin/option_value.hpp"

#include <gtest/gtest.h>

#include <array>

namespace core::plugin {
namespace {

constexpr std::array<const char*, 3> modes{"exact", "off", nullptr};

vex_option option(std::uint32_t type, const char* min = nullptr, const char* max = nullptr) {
  return {"option", type, 0, nullptr, min, max, type == VEX_OPTION_CHOICE ? modes.data() : nullptr,
          "Help"};
}

std::string refusal(const vex_option& row, const char* text) {
  try {
    static_cast<void>(option_value(row, text));
  } catch (const InvalidValue& error) {
    return error.what();
  }
  return "";
}

TEST(OptionValue, has_the_storage_of_its_type) {
  EXPECT_EQ(option_value(option(VEX_OPTION_BOOL), "yes"), OptionValue(std::int64_t{1}));
  EXPECT_EQ(option_value(option(VEX_OPTION_NUMBER), "1"), OptionValue(1.0));
  EXPECT_EQ(option_value(option(VEX_OPTION_DURATION), "1s"), OptionValue(std::int64_t{1000000000}));
  EXPECT_EQ(option_value(option(VEX_OPTION_CHOICE), "off"), OptionValue(std::string("off")));
  EXPECT_EQ(option_value(option(VEX_OPTION_LIST), "[a, b c]"), OptionValue(TextList{"a", "b c"}));
  EXPECT_EQ(option_value(option(VEX_OPTION_LIST), "[]"), OptionValue(TextList{}));
  EXPECT_EQ(option_value(option(VEX_OPTION_MAP), "{a: x, b: y:z}"),
            OptionValue(TextMap{{"a", "x"}, {"b", "y:z"}}));
}

TEST(OptionValue, may_be_a_bound_itself) {
  const vex_option row = option(VEX_OPTION_SIZE, "1KiB", "2KiB");
  EXPECT_EQ(option_value(row, "1024"), OptionValue(std::int64_t{1024}));
  EXPECT_EQ(option_value(row, "2048"), OptionValue(std::int64_t{2048}));
}

TEST(OptionValue, says_which_bound_it_breaks) {
  const vex_option row = option(VEX_OPTION_DURATION, "100ms", "1m");
  EXPECT_EQ(refusal(row, "99ms"), "is less than 100ms, the smallest allowed value");
  EXPECT_EQ(refusal(row, "61"), "is more than 1m, the largest allowed value");
}

TEST(OptionValue, says_what_it_should_be) {
  EXPECT_EQ(refusal(option(VEX_OPTION_BOOL), "maybe"), "is not true or false");
  EXPECT_EQ(refusal(option(VEX_OPTION_INTEGER), "1.5"), "is not a whole number");
  EXPECT_EQ(refusal(option(VEX_OPTION_CHOICE), "on"), "is not one of: exact, off");
  EXPECT_EQ(refusal(option(VEX_OPTION_LIST), "a"), "is not a list, such as [a, b]");
  EXPECT_EQ(refusal(option(VEX_OPTION_MAP), "{a}"), "is not a map, such as {a: x, b: y}");
}

}  // namespace
}  // namespace core::plugin
