// The probe's handshake with servers of either kind, and with what is no server of RTMP.
#include <gmock/gmock.h>

#include "tests/plugins/rtmp/server.hpp"

namespace rtmp {
namespace {

using namespace test;
using testing::HasSubstr;
using testing::StartsWith;
using vex::Reason;

TEST(RtmpHandshakes, copy_the_block_of_a_simple_server) {
  Bench bench;
  Server& server = bench.add_server();
  bench.run();
  EXPECT_TRUE(server.has_right_answer_to_handshake);
  EXPECT_EQ(server.commands.size(), 4U);
}

TEST(RtmpHandshakes, answer_the_digest_of_a_server_that_has_one) {
  Bench bench;
  Server& server = bench.add_server();
  server.signs = true;
  bench.run();
  EXPECT_TRUE(server.has_right_answer_to_handshake);
  EXPECT_EQ(server.commands.size(), 4U);
}

TEST(RtmpHandshakes, begin_with_a_signed_block) {
  Bench bench;
  const vex::test::Peer& peer = bench.network.add().ends();
  bench.run();
  ASSERT_EQ(peer.written().size(), 1537U);
  EXPECT_EQ(peer.written()[0], '\3');
  media::rtmp::HandshakeBlock block;
  const auto bytes = std::as_bytes(std::span(peer.written())).subspan(1);
  std::copy(bytes.begin(), bytes.end(), block.begin());
  EXPECT_TRUE(media::rtmp::find_digest(block, media::rtmp::player_key(), crypto::hmac_sha256));
}

TEST(RtmpHandshakes, may_come_in_pieces_of_any_size) {
  for (const std::size_t size : {1UL, 7UL, 1536UL, 1537UL, 1538UL, 3072UL}) {
    Bench bench;
    Server& server = bench.add_server();
    server.piece_size = size;
    bench.run();
    EXPECT_EQ(server.commands.size(), 4U) << size;
  }
}

TEST(RtmpHandshakes, may_be_followed_at_once) {
  Bench bench;
  std::string answer = "\3" + std::string(3072, '\7');
  // A ping, then nothing.
  answer += std::string("\x02\0\0\0\0\0\6\4\0\0\0\0\0\6\0\0\0\7", 18);
  const vex::test::Peer& peer = bench.network.add().sends(answer).falls_silent();
  bench.run();
  EXPECT_THAT(peer.written(), HasSubstr(std::string("\0\7\0\0\0\7", 6)));
}

TEST(RtmpHandshakes, end_with_a_silent_server) {
  Bench bench;
  bench.network.add().falls_silent();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::timeout);
  EXPECT_EQ(outcome.sentence, "no handshake: no data in time");
  EXPECT_TRUE(bench.network.all_closed());
}

TEST(RtmpHandshakes, are_not_drawn_out_by_a_byte_now_and_then) {
  Bench bench;
  vex::test::Peer& peer = bench.network.add();
  for (int i = 0; i < 20; ++i) peer.sends("\3").pauses(std::chrono::seconds(1));
  EXPECT_EQ(bench.run().sentence, "no handshake: not within 10 s");
}

TEST(RtmpHandshakes, know_another_protocol_by_its_first_byte) {
  Bench bench;
  bench.network.add().sends("HTTP/1.1 400 Bad Request\r\n").falls_silent();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::protocol);
  EXPECT_EQ(outcome.sentence,
            "the server does not speak RTMP; it began with \"HTTP/1.1 400 Bad Request\\r\\n\"");
}

TEST(RtmpHandshakes, know_an_encrypted_rtmp) {
  Bench bench;
  bench.network.add().sends("\6").falls_silent();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::unsupported);
  EXPECT_EQ(outcome.sentence, "the server speaks version 6 of RTMP");
}

TEST(RtmpHandshakes, may_be_broken_off) {
  Bench bench;
  bench.network.add().sends("\3").ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::closed);
  EXPECT_EQ(outcome.sentence, "the server ended the connection in the handshake");
}

TEST(RtmpHandshakes, use_tls_for_rtmps) {
  Bench bench(Bench::with_url("rtmps://h/live/a"));
  const vex::test::Peer& peer = bench.network.add().ends();
  bench.run();
  EXPECT_EQ(peer.request().url, "h:443");
  EXPECT_EQ(peer.request().flags, unsigned{VEX_NET_TLS});
}

TEST(RtmpHandshakes, go_to_the_port_of_the_url) {
  Bench bench(Bench::with_url("rtmp://h:19350/live/a"));
  const vex::test::Peer& peer = bench.network.add().ends();
  bench.run();
  EXPECT_EQ(peer.request().url, "h:19350");
  EXPECT_EQ(peer.request().flags, 0U);
}

}  // namespace
}  // namespace rtmp
