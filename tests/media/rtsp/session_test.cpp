#include "media/rtsp/session.hpp"

#include <gmock/gmock.h>

namespace media::rtsp {
namespace {

using std::chrono::seconds;

TEST(RtspSession, has_an_id_and_a_time_out) {
  const auto session = parse_session("12AB;timeout=30");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->id, "12AB");
  EXPECT_EQ(session->timeout, seconds(30));
}

TEST(RtspSession, lasts_60_s_where_the_server_says_nothing_of_use) {
  EXPECT_EQ(parse_session("12AB")->timeout, seconds(60));
  EXPECT_EQ(parse_session("12AB;timeout=0")->timeout, seconds(60));
  EXPECT_EQ(parse_session("12AB;timeout=soon")->timeout, seconds(60));
}

TEST(RtspSession, lasts_a_day_at_most) {
  EXPECT_EQ(parse_session("1;timeout=99999999999")->timeout, std::chrono::hours(24));
}

TEST(RtspSession, needs_an_id) { EXPECT_FALSE(parse_session(" ;timeout=30")); }

TEST(RtpInfoHeader, names_the_first_packet_of_each_track) {
  const auto infos =
      parse_rtp_info("url=rtsp://h/a,b/1;seq=45102;rtptime=12345678,url=rtsp://h/2;seq=30211");
  ASSERT_EQ(infos.size(), 2U);
  EXPECT_EQ(infos[0].url, "rtsp://h/a,b/1");
  EXPECT_EQ(infos[0].sequence_number, 45102);
  EXPECT_EQ(infos[0].timestamp, 12345678U);
  EXPECT_EQ(infos[1].url, "rtsp://h/2");
  EXPECT_FALSE(infos[1].timestamp);
}

TEST(RtpInfoHeader, leaves_out_numbers_that_do_not_fit) {
  const auto infos = parse_rtp_info("url=a;seq=65536;rtptime=4294967296");
  ASSERT_EQ(infos.size(), 1U);
  EXPECT_FALSE(infos[0].sequence_number);
  EXPECT_FALSE(infos[0].timestamp);
}

}  // namespace
}  // namespace media::rtsp
