#include "plugins/rtsp/client.hpp"

#include <gmock/gmock.h>

#include "tests/plugins/rtsp/client_bench.hpp"

namespace rtsp {
namespace {

using std::chrono::seconds;
using test::Bench;
using testing::HasSubstr;
using testing::Not;
using vex::Reason;

void describe(Client& client) { client.describe(); }

TEST(RtspClient, describes_and_finds_the_base_of_control_urls) {
  Bench bench;
  bench.add_server({"200 OK\nContent-Base: rtsp://h/live/\n\nv=0\n"});
  Description description;
  bench.run([&](Client& client) { description = client.describe(); });
  EXPECT_EQ(description.sdp, "v=0\n");
  EXPECT_EQ(description.base, "rtsp://h/live/");
}

TEST(RtspClient, takes_the_url_for_the_base_where_the_server_gives_none) {
  Bench bench;
  bench.add_server({"200 OK\n\nv=0\n"});
  Description description;
  bench.run([&](Client& client) { description = client.describe(); });
  EXPECT_EQ(description.base, "rtsp://h/live");
}

TEST(RtspClient, sends_no_secret_of_the_url_unasked) {
  Bench bench;
  auto& server = bench.add_server({"200 OK\n\nv=0\n"});
  bench.run(describe, "rtsp://user:secret@h/live");
  EXPECT_THAT(server.written(), HasSubstr("DESCRIBE rtsp://h/live RTSP/1.0\r\n"));
  EXPECT_THAT(server.written(), Not(HasSubstr("secret")));
  EXPECT_THAT(server.written(), Not(HasSubstr("Authorization")));
}

TEST(RtspClient, gives_its_credentials_when_asked) {
  Bench bench;
  auto& server = bench.add_server(
      {"401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\"", "200 OK\n\nv=0\n"});
  EXPECT_EQ(bench.run(describe, "rtsp://u:p@h/live").status, VEX_OK);
  EXPECT_THAT(server.written(), HasSubstr("Authorization: Basic dTpw\r\n"));
}

TEST(RtspClient, fails_with_auth_without_credentials) {
  Bench bench;
  bench.add_server({"401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\""});
  EXPECT_EQ(bench.run(describe).reason, Reason::auth);
}

TEST(RtspClient, fails_with_auth_when_the_credentials_are_refused) {
  Bench bench;
  const std::string refusal = "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\"";
  bench.add_server({refusal, refusal});
  const auto outcome = bench.run(describe, "rtsp://u:wrong@h/live");
  EXPECT_EQ(outcome.reason, Reason::auth);
  EXPECT_EQ(outcome.sentence, "DESCRIBE: the server refuses the credentials");
}

TEST(RtspClient, goes_on_with_a_fresh_nonce) {
  Bench bench;
  auto& server = bench.add_server(
      {"401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"first\"",
       "401 Unauthorized\nWWW-Authenticate: Digest realm=\"r\", nonce=\"second\", stale=true",
       "200 OK\n\nv=0\n"});
  EXPECT_EQ(bench.run(describe, "rtsp://u:p@h/live").status, VEX_OK);
  EXPECT_THAT(server.written(), HasSubstr("nonce=\"second\""));
}

struct Status {
  const char* reply;
  Reason reason;
};

TEST(RtspClient, turns_statuses_into_reasons) {
  const Status rows[] = {{"403 Forbidden", Reason::auth},
                         {"404 Not Found", Reason::not_found},
                         {"410 Gone", Reason::not_found},
                         {"415 Unsupported Media Type", Reason::unsupported},
                         {"454 Session Not Found", Reason::closed},
                         {"500 Internal Server Error", Reason::http_status},
                         {"503 Service Unavailable", Reason::http_status},
                         {"505 RTSP Version Not Supported", Reason::unsupported}};
  for (const Status& row : rows) {
    Bench bench;
    bench.add_server({row.reply});
    EXPECT_EQ(bench.run(describe).reason, row.reason) << row.reply;
  }
}

TEST(RtspClient, quotes_what_the_server_says) {
  Bench bench;
  bench.add_server({"404 No \x01such stream"});
  EXPECT_EQ(bench.run(describe).sentence, "DESCRIBE was answered with 404 \"No \\x01such stream\"");
}

TEST(RtspClient, fails_with_protocol_without_a_description) {
  Bench bench;
  bench.add_server({"200 OK"});
  EXPECT_EQ(bench.run(describe).reason, Reason::protocol);
}

TEST(RtspClient, follows_redirects) {
  Bench bench;
  bench.add_server({"302 Found\nLocation: rtsp://other:8554/live"});
  auto& other = bench.add_server({"200 OK\n\nv=0\n"});
  EXPECT_EQ(bench.run(describe).status, VEX_OK);
  EXPECT_EQ(other.request().url, "other:8554");
}

TEST(RtspClient, keeps_credentials_from_another_host) {
  Bench bench;
  bench.add_server({"302 Found\nLocation: rtsp://other/live"});
  auto& other = bench.add_server({"401 Unauthorized\nWWW-Authenticate: Basic realm=\"r\""});
  EXPECT_EQ(bench.run(describe, "rtsp://u:p@h/live").reason, Reason::auth);
  EXPECT_THAT(other.written(), Not(HasSubstr("Authorization")));
}

TEST(RtspClient, does_not_go_in_circles) {
  Bench bench;
  bench.add_server({"302 Found\nLocation: rtsp://h/live"});
  const auto outcome = bench.run(describe);
  EXPECT_EQ(outcome.reason, Reason::redirect);
  EXPECT_EQ(outcome.sentence, "DESCRIBE was redirected in a circle");
}

TEST(RtspClient, follows_five_redirects_at_most) {
  Bench bench;
  for (int i = 1; i <= 6; ++i) {
    bench.add_server({"302 Found\nLocation: rtsp://h/" + std::to_string(i)});
  }
  const auto outcome = bench.run(describe);
  EXPECT_EQ(outcome.reason, Reason::redirect);
  EXPECT_EQ(outcome.sentence, "DESCRIBE was redirected more than 5 times");
}

TEST(RtspClient, leaves_for_no_other_protocol) {
  Bench bench;
  bench.add_server({"302 Found\nLocation: http://h/live"});
  EXPECT_EQ(bench.run(describe).reason, Reason::redirect);
}

TEST(RtspClient, sets_up_tracks_in_one_session) {
  Bench bench;
  auto& server =
      bench.add_server({"200 OK\nTransport: RTP/AVP/TCP;interleaved=4-5\nSession: 12;timeout=30",
                        "200 OK\nTransport: RTP/AVP/TCP;interleaved=6-7\nSession: 12"});
  std::optional<media::rtsp::Pair> channels;
  bench.run([&](Client& client) {
    channels = client.set_up("rtsp://h/live/1", media::rtsp::ask_interleaved({0, 1})).interleaved;
    client.set_up("rtsp://h/live/2", media::rtsp::ask_interleaved({2, 3}));
  });
  EXPECT_EQ(channels, (media::rtsp::Pair{4, 5}));
  EXPECT_THAT(server.written(), HasSubstr("SETUP rtsp://h/live/2 RTSP/1.0\r\nCSeq: 2\r\n"));
  EXPECT_THAT(server.written(), HasSubstr("Session: 12\r\n"));
}

TEST(RtspClient, takes_a_missing_transport_header_for_consent) {
  Bench bench;
  bench.add_server({"200 OK\nSession: 12"});
  std::optional<media::rtsp::Pair> channels;
  bench.run([&](Client& client) {
    channels = client.set_up("rtsp://h/live/1", media::rtsp::ask_interleaved({0, 1})).interleaved;
  });
  EXPECT_EQ(channels, (media::rtsp::Pair{0, 1}));
}

TEST(RtspClient, tells_a_refused_transport_from_other_refusals) {
  Bench bench;
  bench.add_server({"461 Unsupported Transport"});
  bool is_refused = false;
  bench.run([&](Client& client) {
    try {
      client.set_up("rtsp://h/live/1", media::rtsp::ask_udp({5000, 5001}));
    } catch (const TransportRefused&) {
      is_refused = true;
    }
  });
  EXPECT_TRUE(is_refused);
}

TEST(RtspClient, plays_the_whole) {
  Bench bench;
  auto& server = bench.add_server({"200 OK\nRTP-Info: url=rtsp://h/live/1;seq=7;rtptime=9"});
  std::vector<media::rtsp::RtpInfo> infos;
  bench.run([&](Client& client) {
    infos = client.play("rtsp://h/live", {"rtsp://h/live/1", "rtsp://h/live/2"});
  });
  ASSERT_EQ(infos.size(), 1U);
  EXPECT_EQ(infos[0].sequence_number, 7);
  EXPECT_THAT(server.written(), HasSubstr("PLAY rtsp://h/live RTSP/1.0\r\n"));
}

TEST(RtspClient, plays_track_by_track_where_the_whole_is_refused) {
  Bench bench;
  auto& server = bench.add_server({"459 Aggregate Operation Not Allowed", "200 OK", "200 OK"});
  EXPECT_EQ(bench
                .run([&](Client& client) {
                  client.play("rtsp://h/live", {"rtsp://h/live/1", "rtsp://h/live/2"});
                })
                .status,
            VEX_OK);
  EXPECT_THAT(server.written(), HasSubstr("PLAY rtsp://h/live/2 RTSP/1.0\r\n"));
}

// A session of 30 s that plays.
void start(Client& client) {
  client.ask_options();
  client.set_up("rtsp://h/live/1", media::rtsp::ask_interleaved({0, 1}));
  client.play("rtsp://h/live", {"rtsp://h/live/1"});
}

std::vector<std::string> replies_to_start(const std::string& methods) {
  return {"200 OK\nPublic: " + methods, "200 OK\nSession: 12;timeout=30", "200 OK"};
}

TEST(RtspClient, gives_a_sign_of_life_at_half_the_sessions_time) {
  Bench bench;
  auto& server = bench.add_server(replies_to_start("OPTIONS, GET_PARAMETER"));
  bench.run([&](Client& client) {
    start(client);
    bench.clock.advance(seconds(14));
    client.keep_alive();
    EXPECT_THAT(server.written(), Not(HasSubstr("GET_PARAMETER ")));
    bench.clock.advance(seconds(1));
    client.keep_alive();
  });
  EXPECT_THAT(server.written(), HasSubstr("GET_PARAMETER rtsp://h/live RTSP/1.0\r\n"));
}

TEST(RtspClient, gives_it_by_options_where_the_server_has_no_get_parameter) {
  Bench bench;
  auto& server = bench.add_server(replies_to_start("DESCRIBE, PLAY"));
  bench.run([&](Client& client) {
    start(client);
    bench.clock.advance(seconds(15));
    client.keep_alive();
  });
  EXPECT_THAT(server.written(), HasSubstr("OPTIONS rtsp://h/live RTSP/1.0\r\nCSeq: 4\r\n"));
  EXPECT_THAT(server.written(), HasSubstr("Session: 12\r\n\r\n"));
}

TEST(RtspClient, ends_when_the_server_has_forgotten_the_session) {
  Bench bench;
  auto replies = replies_to_start("GET_PARAMETER");
  replies.emplace_back("454 Session Not Found");
  bench.add_server(replies);
  const auto outcome = bench.run([&](Client& client) {
    start(client);
    bench.clock.advance(seconds(15));
    client.keep_alive();
    client.read();
    client.keep_alive();
  });
  EXPECT_EQ(outcome.reason, Reason::closed);
}

TEST(RtspClient, tears_the_session_down) {
  Bench bench;
  auto& server = bench.add_server(replies_to_start("GET_PARAMETER"));
  bench.run([&](Client& client) {
    start(client);
    client.tear_down();
  });
  EXPECT_THAT(server.written(), HasSubstr("TEARDOWN rtsp://h/live RTSP/1.0\r\n"));
}

TEST(RtspClient, connects_with_tls_for_rtsps) {
  Bench bench;
  auto& server = bench.add_server({"200 OK\n\nv=0\n"});
  bench.run(describe, "rtsps://h/live");
  EXPECT_EQ(server.request().flags, unsigned{VEX_NET_TLS});
  EXPECT_EQ(server.request().url, "h:322");
}

}  // namespace
}  // namespace rtsp
