// Which transport a run uses, how it comes to another one, and how it leaves.
#include <gmock/gmock.h>

#include <memory>

#include "plugins/rtsp/probe.hpp"
#include "tests/plugins/rtsp/client_bench.hpp"

namespace rtsp {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using vex::Reason;

const std::string description =
    "200 OK\n\nv=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\na=control:t0\n";
const std::string by_tcp = "200 OK\nSession: 7\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1";
const std::string by_udp = "200 OK\nSession: 7\nTransport: RTP/AVP;unicast;server_port=6000-6001";

std::string packet() {
  using namespace std::string_literals;
  return "\x80\xE0\0\1\0\0\0\0\0\0\0\1\x65\x88\x84"s;
}

std::string frame() {
  using namespace std::string_literals;
  return "$\0\0\x0F"s + packet();
}

class RtspTransport : public testing::Test {
 protected:
  using Bench = vex::test::ProbeBench<Probe>;

  /// A server that answers OPTIONS, DESCRIBE, SETUP and PLAY; then `play` goes on.
  vex::test::Peer& add_server(const std::string& setup,
                              std::function<void(vex::test::Peer&)> play) {
    auto left = std::make_shared<std::deque<std::string>>();
    *left = {"200 OK", description, setup, "200 OK"};
    return bench->network.add().when_written(
        [left, play = std::move(play)](std::string_view request, vex::test::Peer& peer) {
          if (request.starts_with('$') || left->empty()) return;
          peer.sends(test::Bench::reply(left->front(), test::Bench::sequence_of(request)));
          left->pop_front();
          if (left->empty()) play(peer);
        });
  }

  static void silence(vex::test::Peer& peer) { peer.falls_silent(); }
  static void media(vex::test::Peer& peer) { peer.sends(frame()).ends(); }

  void make(const std::string& transport = "auto") {
    bench = std::make_unique<Bench>(
        vex::test::Settings{.options = {{"transport", transport}}, .url = "rtsp://h/live"});
  }

  std::size_t requests_over() const {
    const auto phases = bench->recording.of<vex::Phase>();
    return static_cast<std::size_t>(
        std::count_if(phases.begin(), phases.end(),
                      [](const auto& one) { return one.step == vex::Phase::request; }));
  }

  std::unique_ptr<Bench> bench;
};

TEST_F(RtspTransport, tells_what_was_lost_on_this_machine_once_a_minute) {
  make("udp");
  add_server(by_udp, silence);
  bench->datagrams.has_dropped(7).sends(0, packet()).pauses(seconds(50)).is_cancelled();
  bench->run();
  ASSERT_EQ(bench->log.size(), 1U);
  EXPECT_THAT(bench->log[0].text, HasSubstr("7 datagrams were lost on this machine"));
}

TEST_F(RtspTransport, is_udp_where_nothing_comes_over_tcp) {
  make();
  auto& first = add_server(by_tcp, silence);
  auto& second = add_server(by_udp, silence);
  bench->datagrams.sends(0, packet()).is_cancelled();
  bench->run();
  EXPECT_THAT(first.written(), HasSubstr("TEARDOWN"));
  EXPECT_THAT(second.written(), HasSubstr("client_port="));
  EXPECT_EQ(bench->recording.of<vex::Packet>().size(), 1U);
}

TEST_F(RtspTransport, adds_the_time_lost_to_the_phase_request_and_tells_it) {
  make();
  add_server(by_tcp, silence);
  add_server(by_udp, silence);
  bench->datagrams.sends(0, packet()).is_cancelled();
  bench->run();
  EXPECT_EQ(requests_over(), 3U);
  ASSERT_EQ(bench->log.size(), 1U);
  EXPECT_EQ(bench->log[0].text, "no packet over TCP within 3 s of PLAY: trying UDP");
}

TEST_F(RtspTransport, is_kept_where_media_came_late_but_in_time) {
  make();
  auto& only = add_server(by_tcp, [](vex::test::Peer& peer) {
    peer.pauses(std::chrono::milliseconds(2900)).sends(frame()).ends();
  });
  EXPECT_EQ(bench->run().reason, Reason::closed);
  EXPECT_THAT(only.written(), HasSubstr("TEARDOWN"));
  EXPECT_THAT(bench->log, IsEmpty());
}

TEST_F(RtspTransport, that_brought_media_is_tried_first_by_the_next_run) {
  make();
  add_server(by_tcp, silence);
  add_server(by_udp, silence);
  bench->datagrams.sends(0, packet()).is_cancelled();
  bench->run();
  bench->network.resume();
  auto& next = add_server("461 Unsupported Transport", silence);
  bench->run();
  EXPECT_THAT(next.written(), HasSubstr("client_port="));
}

TEST_F(RtspTransport, that_is_silent_beside_one_that_is_refused_is_no_media) {
  make();
  add_server(by_tcp, silence);
  add_server("461 Unsupported Transport", silence);
  const auto outcome = bench->run();
  EXPECT_EQ(outcome.reason, Reason::no_media);
  EXPECT_THAT(outcome.sentence, HasSubstr("no packet over TCP within 3 s of PLAY, and over UDP: "));
}

TEST_F(RtspTransport, that_was_asked_for_is_the_only_one) {
  make("tcp");
  auto& only =
      add_server(by_tcp, [](vex::test::Peer& peer) { peer.pauses(seconds(4)).is_cancelled(); });
  bench->run();
  EXPECT_THAT(only.written(), Not(HasSubstr("client_port")));
  EXPECT_EQ(requests_over(), 1U);
}

TEST_F(RtspTransport, is_left_with_a_teardown_by_a_run_that_is_cancelled) {
  make("tcp");
  auto& server =
      add_server(by_tcp, [](vex::test::Peer& peer) { peer.sends(frame()).is_cancelled(); });
  EXPECT_EQ(bench->run().status, VEX_E_CANCELLED);
  EXPECT_THAT(server.written(), HasSubstr("TEARDOWN rtsp://h/live RTSP/1.0"));
}

TEST_F(RtspTransport, is_left_with_a_teardown_where_the_protocol_is_broken) {
  make("tcp");
  auto& server = add_server(by_tcp, [](vex::test::Peer& peer) { peer.sends(frame() + "\xFF"); });
  EXPECT_EQ(bench->run().reason, Reason::protocol);
  EXPECT_THAT(server.written(), HasSubstr("TEARDOWN"));
}

TEST_F(RtspTransport, is_left_without_a_teardown_before_there_is_a_session) {
  make("tcp");
  auto& server = add_server("454 Session Not Found", silence);
  EXPECT_EQ(bench->run().reason, Reason::closed);
  EXPECT_THAT(server.written(), Not(HasSubstr("TEARDOWN")));
}

/// The answer to PLAY and the first packets come in one read.
TEST_F(RtspTransport, tells_of_the_answer_to_play_before_the_media_behind_it) {
  make("tcp");
  auto left = std::make_shared<std::deque<std::string>>();
  *left = {"200 OK", description, by_tcp, "200 OK\nRTP-Info: url=rtsp://h/live/t0;rtptime=90000"};
  bench->network.add().when_written([left](std::string_view request, vex::test::Peer& peer) {
    if (left->empty()) return;
    std::string answer = test::Bench::reply(left->front(), test::Bench::sequence_of(request));
    left->pop_front();
    peer.sends(left->empty() ? answer + frame() : answer);
    if (left->empty()) peer.ends();
  });
  bench->run();
  EXPECT_EQ(requests_over(), 1U);
  const auto packets = bench->recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 1U);
  EXPECT_EQ(packets[0].pts, -seconds(1));  // as RTP-Info has it
  std::vector<std::string> order;
  for (const auto& event : bench->recording.events()) {
    if (const auto* phase = std::get_if<vex::Phase>(&event)) {
      if (phase->step == vex::Phase::request) order.emplace_back("request");
    }
    if (std::holds_alternative<vex::Packet>(event)) order.emplace_back("packet");
  }
  EXPECT_THAT(order, ElementsAre("request", "packet"));
}

}  // namespace
}  // namespace rtsp
