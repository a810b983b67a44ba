#include "core/net/chunk_decoder.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vex/cpp/error.hpp>

#include "tests/core/net/net_fixture.hpp"

namespace core::net {
namespace {

// What the decoder takes for data when the input comes in one piece of each of two sizes.
std::string decode(ChunkDecoder& decoder, std::string_view input) {
  std::string data;
  while (!input.empty() && !decoder.is_over()) {
    if (const auto left = decoder.data_left(); left > 0) {
      const std::string_view taken = input.substr(0, left);
      data += taken;
      decoder.take(taken.size());
      input.remove_prefix(taken.size());
    } else {
      input.remove_prefix(decoder.feed(as_bytes(input)));
    }
  }
  return data;
}

vex::Reason reason_for(std::string_view input) {
  return reason_of([&] {
    ChunkDecoder decoder;
    decode(decoder, input);
  });
}

constexpr std::string_view whole =
    "5\r\nhello\r\n1;name=\"x\"\r\n \r\n0A \r\n0123456789\r\n0\r\nTrailer: 1\r\nOther: 2\r\n\r\n";

TEST(ChunkDecoder, finds_the_data) {
  ChunkDecoder decoder;
  EXPECT_EQ(decode(decoder, whole), "hello 0123456789");
  EXPECT_TRUE(decoder.is_over());
}

TEST(ChunkDecoder, finds_the_same_however_the_input_is_split) {
  for (std::size_t split = 0; split <= whole.size(); ++split) {
    ChunkDecoder decoder;
    std::string data = decode(decoder, whole.substr(0, split));
    data += decode(decoder, whole.substr(split));
    EXPECT_EQ(data, "hello 0123456789") << split;
    EXPECT_TRUE(decoder.is_over()) << split;
  }
}

TEST(ChunkDecoder, finds_the_same_byte_by_byte) {
  ChunkDecoder decoder;
  std::string data;
  for (std::size_t i = 0; i < whole.size(); ++i) data += decode(decoder, whole.substr(i, 1));
  EXPECT_EQ(data, "hello 0123456789");
  EXPECT_TRUE(decoder.is_over());
}

TEST(ChunkDecoder, leaves_what_follows_the_end) {
  ChunkDecoder decoder;
  EXPECT_EQ(decoder.feed(as_bytes("0\r\n\r\nHTTP/1.1")), 5u);
}

TEST(ChunkDecoder, refuses_what_is_no_chunked_coding) {
  for (const char* input :
       {"x\r\n", "\r\n", ";x\r\n", "-1\r\n", "5\rhello", "1\r\nab\r\n", "1\r\na\rb", "0\r\n\rx"})
    EXPECT_EQ(reason_for(input), vex::Reason::protocol) << input;
}

TEST(ChunkDecoder, refuses_what_is_beyond_its_limits) {
  EXPECT_EQ(reason_for("fffffffffffffffff\r\n"), vex::Reason::too_large);
  EXPECT_EQ(reason_for("1;" + std::string(5000, 'x')), vex::Reason::too_large);
  EXPECT_EQ(reason_for("0\r\nA: " + std::string(70'000, 'x')), vex::Reason::too_large);
}

}  // namespace
}  // namespace core::net
