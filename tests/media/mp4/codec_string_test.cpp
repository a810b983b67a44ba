#include "media/mp4/codec_string.hpp"

#include <gtest/gtest.h>

#include "media/mp4/esds.hpp"
#include "tests/media/bytes.hpp"

namespace media::mp4 {
namespace {

using media::test::bytes_of_hex;
using media::test::for_every_prefix;

TEST(CodecString, of_avc_is_profile_constraints_and_level) {
  EXPECT_EQ(avc_codec_string(four_cc("avc1"), bytes_of_hex("01 64 00 1F FF")), "avc1.64001F");
  EXPECT_EQ(avc_codec_string(four_cc("avc3"), bytes_of_hex("01 64 00")), "");
}

// The examples of ISO/IEC 14496-15 E.3.
TEST(CodecString, of_hevc_has_its_bits_turned_around) {
  EXPECT_EQ(hevc_codec_string(four_cc("hev1"), bytes_of_hex("01 01 60000000 B00000000000 5D")),
            "hev1.1.6.L93.B0");
  EXPECT_EQ(hevc_codec_string(four_cc("hvc1"), bytes_of_hex("01 64 40000000 000000000023 96")),
            "hvc1.A4.2.H150.0.0.0.0.0.23");
}

TEST(CodecString, of_av1_has_tier_and_depth) {
  EXPECT_EQ(av1_codec_string(bytes_of_hex("81 04 0C 00")), "av01.0.04M.08");
  EXPECT_EQ(av1_codec_string(bytes_of_hex("81 29 C0 00")), "av01.1.09H.10");
}

TEST(CodecString, of_vp9_has_two_digits_each) {
  EXPECT_EQ(vp9_codec_string(bytes_of_hex("01000000 02 1F A0 01 01 01 0000")), "vp09.02.31.10");
}

const auto aac = bytes_of_hex(
    "00000000 03808080 22 0001 00 04808080 14 40 15 000000 0001F400 0001F400 05808080 02 1190 "
    "06808080 01 02");

TEST(Esds, tells_the_kind_of_aac) {
  const auto stream = read_esds(aac);
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->codec(), "aac");
  EXPECT_EQ(stream->codec_string(), "mp4a.40.2");
  EXPECT_EQ(stream->specific_info.size(), 2U);
}

TEST(Esds, of_mp3_has_no_audio_object_type) {
  const auto stream =
      read_esds(bytes_of_hex("00000000 03 12 0001 00 04 0D 6B 15 000000 0001F400 0001F400"));
  ASSERT_TRUE(stream);
  EXPECT_EQ(stream->codec(), "mp3");
  EXPECT_EQ(stream->codec_string(), "mp4a.6B");
}

TEST(Esds, that_is_cut_short_is_read_within_its_bytes) {
  for_every_prefix(aac, [](std::span<const std::byte> prefix) { (void)read_esds(prefix); });
}

}  // namespace
}  // namespace media::mp4
