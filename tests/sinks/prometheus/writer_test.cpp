#include "sinks/prometheus/writer.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <limits>
#include <string>

namespace sinks::prometheus {
namespace {

std::string number(double value) {
  std::string text;
  Writer writer([&](std::string_view piece) { text += piece; });
  writer.put_number(value);
  writer.flush();
  return text;
}

TEST(Number, writes_whole_numbers_without_fraction_or_exponent) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(-3), "-3");
  EXPECT_EQ(number(753000), "753000");
  EXPECT_EQ(number(100000000000), "100000000000");
}

TEST(Number, writes_the_shortest_fraction_that_reads_back_the_same) {
  EXPECT_EQ(number(25.1), "25.1");
  EXPECT_EQ(number(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(number(1700000000.123), "1700000000.123");
  EXPECT_EQ(number(0.00025), "0.00025");
}

TEST(Number, writes_very_large_and_very_small_numbers_with_exponent) {
  EXPECT_EQ(number(1e21), "1e+21");
  EXPECT_EQ(number(1.5e-9), "1.5e-09");
  EXPECT_EQ(number(std::numeric_limits<double>::max()), "1.7976931348623157e+308");
}

TEST(Number, writes_infinities_as_prometheus_reads_them) {
  EXPECT_EQ(number(std::numeric_limits<double>::infinity()), "+Inf");
  EXPECT_EQ(number(-std::numeric_limits<double>::infinity()), "-Inf");
}

TEST(Number, reads_back_the_same_for_awkward_values) {
  for (const double value : {1.0 / 3, 5e-324, 123456789012345.6, 999999999999999.9, -0.1, 1e15}) {
    EXPECT_EQ(std::strtod(number(value).c_str(), nullptr), value);
  }
}

TEST(Writer, hands_on_texts_of_any_size_in_order) {
  std::string expected;
  std::string text;
  Writer writer([&](std::string_view piece) { text += piece; });
  for (std::size_t size : {1U, 65535U, 65536U, 65537U, 3U, 200000U, 0U, 40000U, 40000U}) {
    const std::string piece(size, static_cast<char>('a' + expected.size() % 26));
    expected += piece;
    writer.put(piece);
  }
  writer.put_number(7);
  writer.flush();
  EXPECT_EQ(text, expected + "7");
}

TEST(Writer, hands_on_nothing_when_there_is_nothing) {
  int calls = 0;
  Writer writer([&](std::string_view) { ++calls; });
  writer.put("");
  writer.flush();
  EXPECT_EQ(calls, 0);
}

}  // namespace
}  // namespace sinks::prometheus
