#include "plugins/rtsp/connection.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/rtsp/client_bench.hpp"

namespace rtsp {
namespace {

using std::chrono::seconds;
using test::Bench;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using vex::Reason;

void ask_options(Client& client) { client.ask_options(); }

TEST(RtspConnection, hands_on_frames_that_come_before_a_reply) {
  Bench bench;
  bench.network.add()
      .sends(std::string_view("$\0\0\5media", 9))
      .sends("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n");
  EXPECT_EQ(bench.run(ask_options).status, VEX_OK);
  EXPECT_THAT(bench.frames, ElementsAre(Pair(0, "media")));
}

TEST(RtspConnection, takes_a_reply_without_cseq) {
  Bench bench;
  bench.network.add().sends("RTSP/1.0 200 OK\r\n\r\n");
  EXPECT_EQ(bench.run(ask_options).status, VEX_OK);
}

TEST(RtspConnection, passes_over_replies_to_nothing_and_provisional_ones) {
  Bench bench;
  bench.network.add().sends(
      "RTSP/1.0 200 OK\r\nCSeq: 77\r\n\r\nRTSP/1.0 100 Continue\r\nCSeq: 1\r\n\r\n"
      "RTSP/1.0 404 Not Found\r\nCSeq: 1\r\n\r\n");
  EXPECT_EQ(bench.run([](Client& client) { client.describe(); }).reason, Reason::not_found);
}

TEST(RtspConnection, answers_the_servers_requests) {
  Bench bench;
  auto& server =
      bench.network.add()
          .sends("OPTIONS * RTSP/1.0\r\nCSeq: 5\r\n\r\nRECORD * RTSP/2.0\r\nCSeq: 6\r\n\r\n")
          .sends("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n");
  EXPECT_EQ(bench.run(ask_options).status, VEX_OK);
  EXPECT_THAT(server.written(), HasSubstr("RTSP/1.0 200 OK\r\nCSeq: 5\r\n\r\n"));
  EXPECT_THAT(server.written(), HasSubstr("RTSP/2.0 501 Not Implemented\r\nCSeq: 6\r\n\r\n"));
}

TEST(RtspConnection, ends_when_the_server_asks_to_be_left) {
  Bench bench;
  bench.network.add().sends("REDIRECT * RTSP/1.0\r\nCSeq: 5\r\nLocation: rtsp://b/\r\n\r\n");
  EXPECT_EQ(bench.run(ask_options).reason, Reason::redirect);
}

TEST(RtspConnection, times_out_when_no_reply_comes) {
  Bench bench;
  bench.network.add().falls_silent();
  const auto outcome = bench.run(ask_options);
  EXPECT_EQ(outcome.reason, Reason::timeout);
  EXPECT_EQ(outcome.sentence, "no reply to OPTIONS within 10 s");
}

TEST(RtspConnection, does_not_take_media_for_a_reply) {
  Bench bench;
  auto& server = bench.network.add();
  for (int i = 0; i < 20; ++i) {
    server.pauses(seconds(1)).sends(std::string_view("$\0\0\1x", 5));
  }
  EXPECT_EQ(bench.run(ask_options).sentence, "no reply to OPTIONS within 10 s");
}

TEST(RtspConnection, fails_with_closed_at_the_end) {
  Bench bench;
  bench.network.add().ends();
  EXPECT_EQ(bench.run(ask_options).reason, Reason::closed);
}

TEST(RtspConnection, fails_with_too_large_for_a_head_without_an_end) {
  Bench bench;
  bench.network.add().sends("RTSP/1.0 200 OK\r\nA: " +
                            std::string(media::rtsp::max_head_size, 'x'));
  EXPECT_EQ(bench.run(ask_options).reason, Reason::too_large);
}

TEST(RtspConnection, fails_with_protocol_where_the_server_speaks_another) {
  Bench bench;
  bench.network.add().sends("HTTP/1.1 400 Bad Request\r\n\r\n");
  EXPECT_EQ(bench.run(ask_options).reason, Reason::protocol);
}

TEST(RtspConnection, fails_with_protocol_when_the_server_never_stops_asking) {
  Bench bench;
  std::string requests;
  for (int i = 0; i < 100; ++i) requests += "OPTIONS * RTSP/1.0\r\nCSeq: 5\r\n\r\n";
  bench.network.add().sends(requests);
  EXPECT_EQ(bench.run(ask_options).reason, Reason::protocol);
}

TEST(RtspConnection, passes_a_cancellation_on) {
  Bench bench;
  bench.network.add().is_cancelled();
  EXPECT_EQ(bench.run(ask_options).status, VEX_E_CANCELLED);
}

}  // namespace
}  // namespace rtsp
