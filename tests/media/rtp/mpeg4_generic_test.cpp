#include "media/rtp/mpeg4_generic.hpp"

#include <gtest/gtest.h>

#include "tests/media/rtp/packets.hpp"

namespace media::rtp {
namespace {

using test::UnitRecorder;
using test::Written;

// RFC 3640 3.3.6.
const sdp::FormatParameters high_bitrate(
    "mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3");

TEST(Mpeg4Generic, takes_the_access_units_of_a_packet) {
  UnitRecorder found;
  Mpeg4Generic aac(high_bitrate, 48000, 8);
  // Two headers of 16 bits: sizes 3 and 2.
  const Written written({.timestamp = 1024, .marker = true}, "0020 0018 0010 AABBCC DDEE");
  aac.push(written.packet, true, found);
  ASSERT_EQ(found.units.size(), 2U);
  EXPECT_EQ(found.units[0].timestamp, 1024U);
  EXPECT_EQ(found.units[0].size, 3U);
  EXPECT_EQ(found.units[1].timestamp, 2048U);
  EXPECT_EQ(found.units[1].payload, media::test::bytes_of_hex("DDEE"));
}

TEST(Mpeg4Generic, takes_the_duration_that_the_description_gives) {
  UnitRecorder found;
  Mpeg4Generic aac(
      sdp::FormatParameters("sizelength=13;indexlength=3;indexdeltalength=3;constantDuration=960"),
      48000, 0);
  aac.push(Written({}, "0020 0008 0008 AABB").packet, true, found);
  EXPECT_EQ(found.units.at(1).timestamp, 960U);
}

struct Duration {
  const char* configuration;
  std::uint32_t clock_rate;
  std::uint32_t duration;
};

TEST(Mpeg4Generic, counts_the_samples_of_band_replication_by_the_clock) {
  constexpr Duration rows[] = {
      {"1190", 48000, 1024},      // LC of 48 kHz
      {"1190", 90000, 1920},      //
      {"2B098800", 48000, 2048},  // HE-AAC: 24 kHz coded, 48 kHz played
      {"2B098800", 24000, 1024},  //
  };
  for (const Duration& row : rows) {
    UnitRecorder found;
    const std::string text = "sizelength=13;indexlength=3;indexdeltalength=3;config=";
    Mpeg4Generic aac(sdp::FormatParameters(text + row.configuration), row.clock_rate, 0);
    aac.push(Written({}, "0020 0008 0008 AABB").packet, true, found);
    EXPECT_EQ(found.units.at(1).timestamp, row.duration)
        << row.configuration << " " << row.clock_rate;
  }
}

TEST(Mpeg4Generic, puts_the_pieces_of_an_access_unit_together) {
  UnitRecorder found;
  Mpeg4Generic aac(high_bitrate, 48000, 8);
  aac.push(Written({.timestamp = 5}, "0010 0028 AABBCC").packet, true, found);
  EXPECT_TRUE(found.units.empty());
  aac.push(Written({.timestamp = 5, .marker = true}, "0010 0028 DDEE").packet, true, found);
  ASSERT_EQ(found.units.size(), 1U);
  EXPECT_EQ(found.units[0].size, 5U);
  EXPECT_FALSE(found.units[0].is_damaged);
}

TEST(Mpeg4Generic, says_so_when_a_piece_is_missing) {
  UnitRecorder found;
  Mpeg4Generic aac(high_bitrate, 48000, 8);
  aac.push(Written({.timestamp = 5}, "0010 0028 AABBCC").packet, true, found);
  aac.push(Written({.timestamp = 1029, .marker = true}, "0010 0008 DD").packet, false, found);
  ASSERT_EQ(found.units.size(), 2U);
  EXPECT_TRUE(found.units[0].is_damaged);
  EXPECT_FALSE(found.units[1].is_damaged);
}

TEST(Mpeg4Generic, takes_a_packet_without_headers_as_one_access_unit) {
  UnitRecorder found;
  Mpeg4Generic aac(sdp::FormatParameters(""), 48000, 0);
  aac.push(Written({.marker = true}, "AABBCC").packet, true, found);
  EXPECT_EQ(found.units.at(0).size, 3U);
}

TEST(Mpeg4Generic, makes_nothing_of_headers_that_are_cut) {
  UnitRecorder found;
  Mpeg4Generic aac(high_bitrate, 48000, 0);
  aac.push(Written({}, "FFFF 0018").packet, true, found);
  aac.push(Written({}, "00").packet, true, found);
  EXPECT_TRUE(found.units.empty());
}

}  // namespace
}  // namespace media::rtp
