#include "media/bits/bit_reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::bits {
namespace {

using test::bytes_of_hex;

TEST(BitReader, reads_the_most_significant_bit_first) {
  const auto bytes = bytes_of_hex("A5");
  BitReader reader(bytes);
  EXPECT_EQ(reader.bits(3), 0b101U);
  EXPECT_EQ(reader.bits(5), 0b00101U);
}

TEST(BitReader, reads_32_bits_across_five_bytes) {
  const auto bytes = bytes_of_hex("01 23 45 67 89");
  BitReader reader(bytes);
  reader.bits(4);
  EXPECT_EQ(reader.bits(32), 0x12345678U);
}

TEST(BitReader, fails_for_more_than_32_bits_at_once) {
  const auto bytes = bytes_of_hex("01 23 45 67 89");
  BitReader reader(bytes);
  EXPECT_EQ(reader.bits(33), 0U);
  EXPECT_FALSE(reader.ok());
}

TEST(BitReader, gives_zero_and_fails_past_the_end) {
  const auto bytes = bytes_of_hex("FF");
  BitReader reader(bytes);
  EXPECT_EQ(reader.bits(9), 0U);
  EXPECT_FALSE(reader.ok());
}

TEST(BitReader, stays_failed_and_gives_zero_afterwards) {
  const auto bytes = bytes_of_hex("FF FF");
  BitReader reader(bytes);
  reader.bits(17);
  EXPECT_EQ(reader.bits(1), 0U);
  EXPECT_EQ(reader.bits_left(), 0U);
}

TEST(BitReader, is_ok_at_the_very_end) {
  const auto bytes = bytes_of_hex("FF");
  BitReader reader(bytes);
  reader.bits(8);
  EXPECT_TRUE(reader.ok());
}

TEST(BitReader, aligns_to_the_next_byte) {
  const auto bytes = bytes_of_hex("FF 12");
  BitReader reader(bytes);
  reader.bits(1);
  reader.align();
  EXPECT_EQ(reader.bits(8), 0x12U);
}

TEST(BitReader, stays_where_it_is_when_aligned_already) {
  const auto bytes = bytes_of_hex("FF 12");
  BitReader reader(bytes);
  reader.bits(8);
  reader.align();
  EXPECT_EQ(reader.bits(8), 0x12U);
}

TEST(BitReader, skips_more_than_32_bits) {
  const auto bytes = bytes_of_hex("00 00 00 00 00 5A");
  BitReader reader(bytes);
  reader.skip(44);
  EXPECT_EQ(reader.bits(4), 0xAU);
}

TEST(BitReader, fails_when_it_skips_past_the_end) {
  const auto bytes = bytes_of_hex("00 00");
  BitReader reader(bytes);
  reader.skip(17);
  EXPECT_FALSE(reader.ok());
}

struct ExpGolombRow {
  const char* name;
  const char* hex;
  std::uint32_t unsigned_value;
  std::int32_t signed_value;
};

// ISO/IEC 14496-10 Tables 9-2 and 9-3.
const ExpGolombRow exp_golomb_rows[] = {
    {"zero", "80", 0, 0}, {"one", "40", 1, 1},
    {"two", "60", 2, -1}, {"three", "20", 3, 2},
    {"nine", "14", 9, 5}, {"largest", "00 00 00 01 FF FF FF FE", 0xFFFFFFFEU, -0x7FFFFFFF},
};

TEST(BitReader, reads_unsigned_exp_golomb_codes) {
  for (const auto& row : exp_golomb_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    BitReader reader(bytes);
    EXPECT_EQ(reader.ue(), row.unsigned_value) << row.name;
    EXPECT_TRUE(reader.ok()) << row.name;
  }
}

TEST(BitReader, reads_signed_exp_golomb_codes) {
  for (const auto& row : exp_golomb_rows) {
    const auto bytes = bytes_of_hex(row.hex);
    BitReader reader(bytes);
    EXPECT_EQ(reader.se(), row.signed_value) << row.name;
  }
}

TEST(BitReader, fails_for_an_exp_golomb_code_of_32_zeros) {
  const auto bytes = bytes_of_hex("00 00 00 00 80 00 00 00 00");
  BitReader reader(bytes);
  EXPECT_EQ(reader.ue(), 0U);
  EXPECT_FALSE(reader.ok());
}

TEST(BitReader, fails_for_an_exp_golomb_code_that_is_cut) {
  const auto bytes = bytes_of_hex("04");
  BitReader reader(bytes);
  EXPECT_EQ(reader.ue(), 0U);
  EXPECT_FALSE(reader.ok());
}

struct EscapeRow {
  const char* name;
  const char* escaped;
  const char* plain;
};

const EscapeRow escape_rows[] = {
    {"nothing to remove", "01 02 03 04", "01 02 03 04"},
    {"one", "00 00 03 01", "00 00 01"},
    {"two in a row of zeros", "00 00 03 00 00 03 00", "00 00 00 00 00"},
    {"at the end", "01 00 00 03", "01 00 00"},
    {"after one zero it is data", "00 03 00 03", "00 03 00 03"},
    {"a second 03 is data", "00 00 03 03", "00 00 03"},
};

TEST(BitReader, leaves_emulation_prevention_bytes_out) {
  for (const auto& row : escape_rows) {
    const auto escaped = bytes_of_hex(row.escaped);
    BitReader reader(escaped, Escaping::emulation_prevention);
    for (const std::byte expected : bytes_of_hex(row.plain)) {
      EXPECT_EQ(reader.bits(8), std::to_integer<unsigned>(expected)) << row.name;
    }
    EXPECT_TRUE(reader.ok()) << row.name;
    reader.bits(1);
    EXPECT_FALSE(reader.ok()) << row.name;
  }
}

TEST(BitReader, keeps_them_where_they_are_data) {
  const auto bytes = bytes_of_hex("00 00 03");
  BitReader reader(bytes);
  EXPECT_EQ(reader.bits(24), 3U);
}

}  // namespace
}  // namespace media::bits
