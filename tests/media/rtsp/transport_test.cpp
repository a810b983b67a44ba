#include "media/rtsp/transport.hpp"

#include <gmock/gmock.h>

namespace media::rtsp {
namespace {

TEST(RtspTransport, interleaved) {
  const auto transport = parse_transport("RTP/AVP/TCP;unicast;interleaved=2-3;ssrc=0A0B0C0D");
  ASSERT_TRUE(transport);
  EXPECT_TRUE(transport->is_tcp);
  EXPECT_EQ(transport->interleaved, (Pair{2, 3}));
  EXPECT_EQ(transport->ssrc, 0x0A0B0C0DU);
}

TEST(RtspTransport, ports_and_source) {
  const auto transport = parse_transport(
      "RTP/AVP/UDP;unicast;client_port=5000-5001;server_port=6970-6971;source=192.0.2.1");
  ASSERT_TRUE(transport);
  EXPECT_FALSE(transport->is_tcp);
  EXPECT_EQ(transport->client_port, (Pair{5000, 5001}));
  EXPECT_EQ(transport->server_port, (Pair{6970, 6971}));
  EXPECT_EQ(transport->source, "192.0.2.1");
}

TEST(RtspTransport, multicast) {
  const auto transport =
      parse_transport("RTP/AVP;multicast;destination=239.1.1.1;port=5004-5005;ttl=16");
  ASSERT_TRUE(transport);
  EXPECT_TRUE(transport->is_multicast);
  EXPECT_EQ(transport->destination, "239.1.1.1");
  EXPECT_EQ(transport->port, (Pair{5004, 5005}));
}

TEST(RtspTransport, one_number_stands_for_two) {
  EXPECT_EQ(parse_transport("RTP/AVP;server_port=6970")->server_port, (Pair{6970, 6971}));
}

TEST(RtspTransport, leaves_out_what_makes_no_sense) {
  const auto transport =
      parse_transport("rtp/avp;server_port=70000-70001;interleaved=256;ssrc=xyz;client_port=");
  ASSERT_TRUE(transport);
  EXPECT_FALSE(transport->server_port);
  EXPECT_FALSE(transport->interleaved);
  EXPECT_FALSE(transport->client_port);
  EXPECT_FALSE(transport->ssrc);
}

TEST(RtspTransport, takes_the_first_of_several) {
  EXPECT_FALSE(parse_transport("RTP/AVP;unicast,RTP/AVP/TCP;interleaved=0-1")->is_tcp);
}

TEST(RtspTransport, is_refused_when_it_is_not_rtp) { EXPECT_FALSE(parse_transport("x-raw;a=b")); }

TEST(RtspTransport, is_asked_for) {
  EXPECT_EQ(ask_interleaved({0, 1}), "RTP/AVP/TCP;unicast;interleaved=0-1");
  EXPECT_EQ(ask_udp({5000, 5001}), "RTP/AVP;unicast;client_port=5000-5001");
}

}  // namespace
}  // namespace media::rtsp
