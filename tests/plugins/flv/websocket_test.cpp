// The probe over WebSocket.
#include "plugins/flv/websocket.hpp"

#include <gmock/gmock.h>

#include <vex/test.hpp>

#include "plugins/flv/probe.hpp"
#include "tests/plugins/flv/flv_files.hpp"

namespace flv {
namespace {

using media::flv::test::bytes_of_hex;
using test::small_flv;
using test::text_of;

class WebSocketBench : public vex::test::ProbeBench<Probe> {
 public:
  WebSocketBench() : ProbeBench(of_ws()) {}

  /// A peer that shakes hands as it should.
  vex::test::Peer& add_server() {
    return network.add().when_asked([](const vex::test::Request& request, vex::test::Peer& peer) {
      peer.answers_header("Sec-WebSocket-Accept", accept_of(request.header("Sec-WebSocket-Key")));
    });
  }

 private:
  static vex::test::Settings of_ws() {
    vex::test::Settings settings;
    settings.target.scheme = "ws";
    return settings;
  }
};

/// A server's frame; `head` in hexadecimal digits.
std::string frame(std::string_view head, std::string_view payload) {
  return text_of(bytes_of_hex(head)) + std::string(payload);
}

std::string binary(std::string_view payload) {
  const auto size = static_cast<unsigned>(payload.size());
  std::string head = "\x82";
  if (size < 126) {
    head += static_cast<char>(size);
  } else {
    head += '\x7E';
    head += static_cast<char>(size >> 8U);
    head += static_cast<char>(size & 0xFFU);
  }
  return head + std::string(payload);
}

TEST(WebSocketKey, is_accepted_as_the_specification_says) {  // RFC 6455, 1.3
  EXPECT_EQ(accept_of("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST(WebSocketKey, is_16_bytes_in_base64_and_never_the_same) {
  EXPECT_EQ(WebSocketKey().text().size(), 24U);
  EXPECT_NE(WebSocketKey().text(), WebSocketKey().text());
}

TEST(FlvOverWebSocket, asks_for_the_upgrade) {
  WebSocketBench bench;
  vex::test::Peer& peer = bench.add_server().ends();
  bench.run();
  const auto& request = peer.request();
  EXPECT_EQ(request.url, "");
  EXPECT_EQ(request.flags, unsigned{VEX_HTTP_UPGRADE});
  EXPECT_EQ(request.header("Upgrade"), "websocket");
  EXPECT_EQ(request.header("Connection"), "Upgrade");
  EXPECT_EQ(request.header("Sec-WebSocket-Version"), "13");
}

TEST(FlvOverWebSocket, emits_format_tracks_and_packets) {
  WebSocketBench bench;
  bench.add_server().sends(binary(small_flv())).ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::closed);
  ASSERT_EQ(bench.recording.of<vex::Format>().size(), 1U);
  EXPECT_EQ(bench.recording.of<vex::Format>()[0].protocol, "ws-flv");
  EXPECT_EQ(bench.recording.of<vex::Track>().size(), 2U);
  EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 3U);
}

TEST(FlvOverWebSocket, reads_tags_across_frames_and_frames_across_reads) {
  WebSocketBench bench;
  const std::string flv = small_flv();
  const std::string frames = binary(flv.substr(0, 140)) + binary(flv.substr(140));
  bench.add_server().sends_in_pieces(frames, 7).ends();
  bench.run();
  EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 3U);
}

TEST(FlvOverWebSocket, marks_the_end_of_the_handshake) {
  WebSocketBench bench;
  bench.add_server().ends();
  bench.run();
  ASSERT_EQ(bench.recording.of<vex::Phase>().size(), 1U);
  EXPECT_EQ(bench.recording.of<vex::Phase>()[0].step, vex::Phase::handshake);
}

TEST(FlvOverWebSocket, refuses_an_answer_to_another_key) {
  WebSocketBench bench;
  bench.network.add().answers(101, {{"Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}});
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence,
            "the server's Sec-WebSocket-Accept does not belong to our key: "
            "\"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\"");
  EXPECT_TRUE(bench.network.all_closed());
}

TEST(FlvOverWebSocket, answers_a_ping_with_a_masked_pong) {
  WebSocketBench bench;
  vex::test::Peer& peer = bench.add_server().sends(frame("89 02", "hi")).ends();
  bench.run();
  ASSERT_EQ(peer.written().size(), 8U);
  EXPECT_EQ(peer.written()[0], '\x8A');
  EXPECT_EQ(peer.written()[1], '\x82');
  EXPECT_EQ(peer.written()[6] ^ peer.written()[2], 'h');
  EXPECT_EQ(peer.written()[7] ^ peer.written()[3], 'i');
}

TEST(FlvOverWebSocket, reads_on_behind_a_ping_in_the_same_read) {
  WebSocketBench bench;
  bench.add_server().sends(frame("89 02", "hi") + binary(small_flv())).ends();
  bench.run();
  EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 3U);
}

TEST(FlvOverWebSocket, fails_with_closed_at_a_close_frame) {
  WebSocketBench bench;
  vex::test::Peer& peer = bench.add_server().sends(frame("88 05 03E9", "bye"));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::closed);
  EXPECT_EQ(outcome.sentence, "the server closed the WebSocket with code 1001 and said \"bye\"");
  EXPECT_EQ(peer.written().substr(0, 2), text_of(bytes_of_hex("88 82")));
}

TEST(FlvOverWebSocket, fails_with_the_offset_of_a_broken_frame) {
  WebSocketBench bench;
  bench.add_server().sends(frame("89 02", "hi") + frame("82 81", "mask"));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence, "WebSocket broken at byte 4: a masked frame from a server");
}

TEST(FlvOverWebSocket, refuses_a_frame_that_is_too_large) {
  WebSocketBench bench;
  bench.add_server().sends(frame("82 7F 0000000001000001", ""));
  EXPECT_EQ(bench.run().reason, vex::Reason::too_large);
}

TEST(FlvOverWebSocket, quotes_text_that_comes_instead_of_flv) {
  WebSocketBench bench;
  bench.add_server().sends(frame("81 0E", "no such stream"));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence,
            "the server sent text over the WebSocket instead of FLV: \"no such stream\"");
}

TEST(FlvOverWebSocket, fails_with_the_offset_of_a_broken_tag) {
  WebSocketBench bench;
  bench.add_server().sends(binary(small_flv() + std::string(11, '\xFF')));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence, "FLV broken at byte " + std::to_string(small_flv().size()) +
                                  ": tag type 255 is none of 8, 9 and 18");
}

TEST(FlvOverWebSocket, returns_when_it_is_cancelled) {
  WebSocketBench bench;
  bench.add_server().sends(binary(small_flv())).is_cancelled();
  EXPECT_EQ(bench.run().status, VEX_E_CANCELLED);
  EXPECT_TRUE(bench.network.all_closed());
}

}  // namespace
}  // namespace flv
