#include "media/bits/byte_reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::bits {
namespace {

using test::bytes_of_hex;

TEST(ByteReader, reads_big_endian_numbers) {
  const auto bytes = bytes_of_hex("01 0203 040506 0708090A 0B0C0D0E0F101112");
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u8(), 0x01U);
  EXPECT_EQ(reader.u16(), 0x0203U);
  EXPECT_EQ(reader.u24(), 0x040506U);
  EXPECT_EQ(reader.u32(), 0x0708090AU);
  EXPECT_EQ(reader.u64(), 0x0B0C0D0E0F101112U);
  EXPECT_TRUE(reader.ok());
}

TEST(ByteReader, gives_zero_for_a_number_that_is_cut) {
  const auto bytes = bytes_of_hex("01 02 03");
  ByteReader reader(bytes);
  EXPECT_EQ(reader.u32(), 0U);
  EXPECT_FALSE(reader.ok());
}

TEST(ByteReader, stays_failed) {
  const auto bytes = bytes_of_hex("01 02 03");
  ByteReader reader(bytes);
  reader.skip(4);
  EXPECT_EQ(reader.u8(), 0U);
  EXPECT_EQ(reader.left(), 0U);
}

TEST(ByteReader, takes_a_part) {
  const auto bytes = bytes_of_hex("01 02 03 04");
  ByteReader reader(bytes);
  reader.skip(1);
  EXPECT_THAT(reader.bytes(2), testing::ElementsAre(std::byte{2}, std::byte{3}));
  EXPECT_EQ(reader.position(), 3U);
}

TEST(ByteReader, gives_an_empty_part_when_the_part_is_cut) {
  const auto bytes = bytes_of_hex("01 02 03 04");
  ByteReader reader(bytes);
  EXPECT_TRUE(reader.bytes(5).empty());
  EXPECT_FALSE(reader.ok());
}

TEST(ByteReader, shows_the_rest_without_reading_it) {
  const auto bytes = bytes_of_hex("01 02");
  ByteReader reader(bytes);
  reader.u8();
  EXPECT_THAT(reader.rest(), testing::ElementsAre(std::byte{2}));
  EXPECT_EQ(reader.left(), 1U);
}

}  // namespace
}  // namespace media::bits
