#include "media/rtp/h265.hpp"

#include <gtest/gtest.h>

#include "tests/media/rtp/packets.hpp"

namespace media::rtp {
namespace {

using media::test::bytes_of_hex;
using test::Header;
using test::UnitRecorder;
using test::Written;

class H265Test : public ::testing::Test {
 protected:
  void push(const Header& header, std::string_view payload, bool follows = true) {
    reader_.push(Written(header, payload).packet, follows, found_);
  }

  UnitRecorder found_;
  H265 reader_{sdp::FormatParameters(), 64};
};

constexpr Header last{.timestamp = 3000, .marker = true};
constexpr Header inner{.timestamp = 3000};

TEST_F(H265Test, takes_a_single_unit_as_a_frame) {
  push(last, "0201 D0");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_FALSE(found_.units[0].is_keyframe);
  EXPECT_EQ(found_.units[0].size, 3U);
}

TEST_F(H265Test, knows_every_random_access_point_as_a_keyframe) {
  push({.timestamp = 1, .marker = true}, "2601 AF");  // IDR_W_RADL
  push({.timestamp = 2, .marker = true}, "2A01 AF");  // CRA
  push({.timestamp = 3, .marker = true}, "2001 AF");  // BLA_W_LP
  ASSERT_EQ(found_.units.size(), 3U);
  for (const auto& unit : found_.units) EXPECT_TRUE(unit.is_keyframe) << unit.timestamp;
}

TEST_F(H265Test, takes_the_units_of_an_aggregate) {
  push(last, "6001 0003 460150 0004 2601AF00");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
  EXPECT_EQ(found_.units[0].size, 7U);
}

TEST_F(H265Test, puts_the_pieces_of_a_unit_together) {
  push(inner, "6201 93 AABB");
  push(inner, "6201 13 CC");
  push(last, "6201 53 DD");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
  EXPECT_EQ(found_.units[0].payload, bytes_of_hex("00000001 2601 AABBCCDD"));
}

TEST_F(H265Test, knows_a_picture_whose_first_piece_is_missing) {
  push(inner, "62 01 13 CC");
  push(last, "62 01 53 DD");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
  EXPECT_TRUE(found_.units[0].is_damaged);
}

TEST_F(H265Test, leaves_decoding_order_numbers_out) {
  H265 reader(sdp::FormatParameters("sprop-max-don-diff=2"), 64);
  reader.push(Written(last, "2601 0007 AABB").packet, true, found_);
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_EQ(found_.units[0].payload, bytes_of_hex("00000001 2601 AABB"));
}

TEST_F(H265Test, reads_parameter_sets_in_band) {
  push(inner, "4201010160000003000003000003000003007BA00A080F16515E4930B4");
  ASSERT_EQ(found_.videos.size(), 1U);
  EXPECT_EQ(found_.videos[0].width, 320U);
}

TEST_F(H265Test, makes_no_frame_of_parameter_sets) {
  push(last, "4401C1");
  reader_.finish(found_);
  EXPECT_TRUE(found_.units.empty());
}

TEST_F(H265Test, takes_packets_cut_anywhere) {
  media::test::for_every_prefix(bytes_of_hex("6201 93 AABB"), [&](auto prefix) {
    Packet packet;
    packet.payload = prefix;
    reader_.push(packet, true, found_);
  });
  SUCCEED();
}

}  // namespace
}  // namespace media::rtp
