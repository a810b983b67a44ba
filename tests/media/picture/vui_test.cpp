#include "media/picture/vui.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::picture {
namespace {

using test::bytes_of_hex;

TEST(VideoUsability, leaves_the_defaults_when_every_flag_is_zero) {
  const auto bytes = bytes_of_hex("00");
  bits::BitReader reader(bytes);
  const auto signal = read_vui_beginning(reader);
  EXPECT_EQ(signal.range, Range::limited);
  EXPECT_EQ(signal.matrix_coefficients, 2U);
}

// All that can be present is: an extended sample aspect ratio of 64:45, overscan, full range with
// primaries 9, transfer 16 and matrix 9, chroma locations 1 and 0; then the bits 101 of what
// follows.
const char* const everything_present = "FF 80 20 00 16 FB 84 88 04 D6 80";

TEST(VideoUsability, reads_range_and_matrix) {
  const auto bytes = bytes_of_hex(everything_present);
  bits::BitReader reader(bytes);
  const auto signal = read_vui_beginning(reader);
  EXPECT_EQ(signal.range, Range::full);
  EXPECT_EQ(signal.matrix_coefficients, 9U);
}

TEST(VideoUsability, ends_behind_the_chroma_location) {
  const auto bytes = bytes_of_hex(everything_present);
  bits::BitReader reader(bytes);
  read_vui_beginning(reader);
  EXPECT_EQ(reader.bits(3), 0b101U);
}

TEST(VideoUsability, computes_a_frequency) {
  EXPECT_DOUBLE_EQ(frequency_hertz(60000, 1001, 2), 30000.0 / 1001.0);
}

TEST(VideoUsability, has_no_frequency_when_a_part_is_zero) {
  EXPECT_EQ(frequency_hertz(0, 1, 2), 0);
  EXPECT_EQ(frequency_hertz(50, 0, 2), 0);
  EXPECT_EQ(frequency_hertz(50, 1, 0), 0);
}

}  // namespace
}  // namespace media::picture
