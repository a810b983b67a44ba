#include "media/rtp/h264.hpp"

#include <gtest/gtest.h>

#include "tests/media/rtp/packets.hpp"

namespace media::rtp {
namespace {

using media::test::bytes_of_hex;
using test::Header;
using test::UnitRecorder;
using test::Written;

class H264Test : public ::testing::Test {
 protected:
  void push(const Header& header, std::string_view payload, bool follows = true) {
    reader_.push(Written(header, payload).packet, follows, found_);
  }

  UnitRecorder found_;
  H264 reader_{64};
};

constexpr Header last{.timestamp = 3000, .marker = true};
constexpr Header inner{.timestamp = 3000};

TEST_F(H264Test, takes_a_single_unit_as_a_frame) {
  push(last, "41 9A00");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_EQ(found_.units[0].timestamp, 3000U);
  EXPECT_EQ(found_.units[0].size, 3U);
  EXPECT_FALSE(found_.units[0].is_keyframe);
}

TEST_F(H264Test, knows_a_keyframe_by_its_slices) {
  push(last, "65 8800");
  EXPECT_TRUE(found_.units.at(0).is_keyframe);
}

TEST_F(H264Test, knows_a_keyframe_by_its_recovery_point) {
  push(inner, "06 06 01 C4 80");
  push(last, "41 9A00");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
}

TEST_F(H264Test, takes_the_units_of_an_aggregate) {
  push(last, "78 0002 09F0 0003 658800");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
  EXPECT_EQ(found_.units[0].size, 5U);
}

TEST_F(H264Test, takes_an_aggregate_as_far_as_it_is_whole) {
  push(last, "78 0003 658800 0009 41");
  EXPECT_EQ(found_.units.at(0).size, 3U);
}

TEST_F(H264Test, puts_the_pieces_of_a_unit_together) {
  push(inner, "7C 85 AABB");
  push(inner, "7C 05 CC");
  push(last, "7C 45 DD");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
  EXPECT_EQ(found_.units[0].size, 5U);
  EXPECT_EQ(found_.units[0].payload, bytes_of_hex("00000001 65 AABBCCDD"));
}

TEST_F(H264Test, says_so_when_a_piece_is_missing) {
  push(inner, "7C 85 AABB");
  push(last, "7C 45 DD", false);
  EXPECT_TRUE(found_.units.at(0).is_damaged);
}

TEST_F(H264Test, knows_a_picture_whose_first_piece_is_missing) {
  push(inner, "7C 05 CC", false);
  push(last, "7C 45 DD");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_TRUE(found_.units[0].is_keyframe);
  EXPECT_TRUE(found_.units[0].is_damaged);
}

TEST_F(H264Test, ends_a_frame_where_the_timestamp_changes) {
  push(inner, "41 9A00");
  push({.timestamp = 6000}, "41 9A01");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_EQ(found_.units[0].timestamp, 3000U);
}

TEST_F(H264Test, makes_no_frame_of_parameter_sets) {
  push(last, "67 42C01EF40A0FC8");
  push({.timestamp = 6000, .marker = true}, "41 9A00");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_EQ(found_.units[0].timestamp, 6000U);
}

TEST_F(H264Test, takes_marked_parameter_sets_and_the_picture_behind_them_as_one_frame) {
  push(last, "67 42C01EF40A0FC8");
  push(last, "65 8800");
  ASSERT_EQ(found_.units.size(), 1U);
  EXPECT_EQ(found_.units[0].size, 11U);
}

TEST_F(H264Test, reads_parameter_sets_in_band) {
  push(inner, "78 0008 6742C01EF40A0FC8");
  ASSERT_EQ(found_.videos.size(), 1U);
  EXPECT_EQ(found_.videos[0].width, 320U);
  EXPECT_EQ(found_.videos[0].height, 240U);
}

TEST_F(H264Test, makes_nothing_of_the_interleaved_mode) {
  push(last, "79 0000 0003 658800");
  EXPECT_TRUE(found_.units.empty());
}

TEST_F(H264Test, hands_over_what_is_put_together_at_the_end) {
  push(inner, "41 9A00");
  reader_.finish(found_);
  EXPECT_EQ(found_.units.size(), 1U);
}

}  // namespace
}  // namespace media::rtp
