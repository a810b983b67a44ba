#include <vex/cpp/number.hpp>

#include <gtest/gtest.h>

namespace vex {
namespace {

TEST(RoundedText, has_four_significant_digits) {
  EXPECT_EQ(rounded_text(0.6029787039773364), "0.603");
  EXPECT_EQ(rounded_text(10.48), "10.48");
  EXPECT_EQ(rounded_text(-0.25), "-0.25");
}

TEST(RoundedText, has_no_decimals_from_a_thousand_on) {
  EXPECT_EQ(rounded_text(1234567), "1234567");
  EXPECT_EQ(rounded_text(123456.7), "123457");
}

TEST(RoundedText, has_a_unit_where_there_is_one) {
  EXPECT_EQ(rounded_text(0.5, "seconds"), "0.5 seconds");
  EXPECT_EQ(rounded_text(5, ""), "5");
}

}  // namespace
}  // namespace vex
