#include "media/rtp/packet.hpp"

#include <gtest/gtest.h>

#include "tests/media/bytes.hpp"

namespace media::rtp {
namespace {

using media::test::bytes_of_hex;

TEST(Packet, has_its_header_s_fields) {
  const auto bytes = bytes_of_hex("80 E0 1234 0000ABCD 01020304 AABB");
  const auto packet = read_packet(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->payload_type, 96);
  EXPECT_TRUE(packet->marker);
  EXPECT_EQ(packet->sequence, 0x1234);
  EXPECT_EQ(packet->timestamp, 0xABCDU);
  EXPECT_EQ(packet->ssrc, 0x01020304U);
  EXPECT_EQ(packet->payload.size(), 2U);
}

TEST(Packet, of_another_version_is_none) {
  EXPECT_FALSE(read_packet(bytes_of_hex("40 60 0001 00000000 00000000")));
}

TEST(Packet, begins_behind_its_contributing_sources) {
  const auto bytes = bytes_of_hex("82 60 0001 00000000 00000000 11111111 22222222 AA");
  EXPECT_EQ(read_packet(bytes)->payload.size(), 1U);
}

TEST(Packet, begins_behind_its_extension) {
  const auto bytes = bytes_of_hex("90 60 0001 00000000 00000000 BEDE0001 11111111 AABBCC");
  EXPECT_EQ(read_packet(bytes)->payload.size(), 3U);
}

TEST(Packet, ends_before_its_padding) {
  const auto bytes = bytes_of_hex("A0 60 0001 00000000 00000000 AABB 000003");
  EXPECT_EQ(read_packet(bytes)->payload.size(), 2U);
}

TEST(Packet, whose_padding_is_longer_than_itself_is_none) {
  EXPECT_FALSE(read_packet(bytes_of_hex("A0 60 0001 00000000 00000000 AA04")));
}

TEST(Packet, without_the_padding_that_it_announces_is_none) {
  EXPECT_FALSE(read_packet(bytes_of_hex("A0 60 0001 00000000 00000000 AA00")));
}

TEST(Packet, whose_extension_is_cut_is_none) {
  EXPECT_FALSE(read_packet(bytes_of_hex("90 60 0001 00000000 00000000 BEDE0002 11111111")));
}

TEST(Packet, cut_anywhere_in_its_header_is_none) {
  media::test::for_every_prefix(bytes_of_hex("82 60 0001 00000000 00000000 11111111 22222222"),
                                [](auto prefix) { EXPECT_FALSE(read_packet(prefix)); });
}

TEST(Packet, of_a_report_is_told_from_one_of_media) {
  EXPECT_TRUE(is_rtcp(bytes_of_hex("80 C8 0006")));
  EXPECT_FALSE(is_rtcp(bytes_of_hex("80 60 0006")));
}

}  // namespace
}  // namespace media::rtp
