#include "media/rtp/whole_packets.hpp"

#include <gtest/gtest.h>

#include "tests/media/rtp/packets.hpp"

namespace media::rtp {
namespace {

using test::UnitRecorder;
using test::Written;

TEST(WholePackets, are_a_frame_each) {
  UnitRecorder found;
  WholePackets audio(false, 2);
  audio.push(Written({.sequence = 1, .timestamp = 960}, "AABBCC").packet, true, found);
  audio.push(Written({.sequence = 2, .timestamp = 1920}, "DD").packet, true, found);
  ASSERT_EQ(found.units.size(), 2U);
  EXPECT_EQ(found.units[0].timestamp, 960U);
  EXPECT_EQ(found.units[0].size, 3U);
  EXPECT_EQ(found.units[0].payload, media::test::bytes_of_hex("AABB"));
}

TEST(WholePackets, without_payload_are_no_frame) {
  UnitRecorder found;
  WholePackets audio(false, 0);
  audio.push(Written({}, "").packet, true, found);
  EXPECT_TRUE(found.units.empty());
}

TEST(WholePackets, that_span_packets_end_with_the_marker) {
  UnitRecorder found;
  WholePackets video(true, 0);
  video.push(Written({.timestamp = 1}, "AAAA").packet, true, found);
  video.push(Written({.timestamp = 1, .marker = true}, "BB").packet, true, found);
  ASSERT_EQ(found.units.size(), 1U);
  EXPECT_EQ(found.units[0].size, 3U);
}

TEST(WholePackets, that_span_packets_end_where_the_timestamp_changes) {
  UnitRecorder found;
  WholePackets video(true, 0);
  video.push(Written({.timestamp = 1}, "AAAA").packet, true, found);
  video.push(Written({.timestamp = 2}, "BB").packet, true, found);
  ASSERT_EQ(found.units.size(), 1U);
  EXPECT_EQ(found.units[0].timestamp, 1U);
}

TEST(WholePackets, that_miss_a_packet_are_damaged) {
  UnitRecorder found;
  WholePackets video(true, 0);
  video.push(Written({.timestamp = 1}, "AAAA").packet, true, found);
  video.push(Written({.timestamp = 1, .marker = true}, "BB").packet, false, found);
  EXPECT_TRUE(found.units.at(0).is_damaged);
}

}  // namespace
}  // namespace media::rtp
