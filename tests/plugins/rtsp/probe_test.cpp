#include "plugins/rtsp/probe.hpp"

#include <gmock/gmock.h>

#include <memory>

#include "tests/media/mpegts/writer.hpp"
#include "tests/plugins/rtsp/client_bench.hpp"

namespace rtsp {
namespace {

using testing::HasSubstr;
using testing::Not;
using vex::Reason;

const std::string description =
    "v=0\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
    "a=fmtp:96 sprop-parameter-sets=Z0LAHvQKD8g=\na=control:t0\n";
const std::string over_connection =
    "200 OK\nSession: 7\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1";

/// An interleaved frame (RFC 2326 10.12).
std::string frame(char channel, const std::string& payload) {
  const auto high = static_cast<char>(payload.size() >> 8U);
  const auto low = static_cast<char>(payload.size());
  return std::string("$") + channel + high + low + payload;
}

std::string rtp(char sequence, char version = '\x80') {
  using namespace std::string_literals;
  // Payload type 96 with the marker, timestamp sequence * 3600 in units of 1/90000 s: 40 ms.
  const auto ticks = static_cast<unsigned>(sequence) * 3600U;
  return version + "\xE0\0"s + sequence + "\0"s + static_cast<char>(ticks >> 16U) +
         static_cast<char>(ticks >> 8U) + static_cast<char>(ticks) + "\0\0\0\1"s + "\x65\x88\x84"s;
}

class RtspProbe : public testing::Test {
 protected:
  /// The replies to OPTIONS, DESCRIBE, SETUP and PLAY, then `media`, then the end.
  vex::test::Outcome run(std::vector<std::string> replies, const std::string& media = "",
                         vex::test::Settings settings = {}) {
    settings.url = "rtsp://h/live";
    bench = std::make_unique<vex::test::ProbeBench<Probe>>(std::move(settings));
    auto left = std::make_shared<std::deque<std::string>>(replies.begin(), replies.end());
    server = &bench->network.add().when_written(
        [left, media](std::string_view request, vex::test::Peer& peer) {
          if (request.starts_with('$') || left->empty()) return;
          std::string answer = test::Bench::reply(left->front(), test::Bench::sequence_of(request));
          left->pop_front();
          if (left->empty()) answer += media;
          peer.sends(answer);
          if (left->empty()) peer.ends();
        });
    return bench->run();
  }

  std::unique_ptr<vex::test::ProbeBench<Probe>> bench;
  vex::test::Peer* server = nullptr;
};

TEST_F(RtspProbe, tells_format_track_and_frames) {
  run({"200 OK", "200 OK\n\n" + description, over_connection, "200 OK"},
      frame(0, rtp(1)) + frame(0, rtp(2)));
  const auto formats = bench->recording.of<vex::Format>();
  ASSERT_EQ(formats.size(), 1U);
  EXPECT_EQ(formats[0].protocol, "rtsp");
  EXPECT_EQ(formats[0].container, "rtp");
  const auto tracks = bench->recording.of<vex::Track>();
  ASSERT_EQ(tracks.size(), 1U);
  EXPECT_EQ(tracks[0].codec, "h264");
  EXPECT_EQ(tracks[0].width, 320U);
  const auto packets = bench->recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_TRUE(packets[0].key);
  EXPECT_EQ(packets[1].dts - packets[0].dts, std::chrono::milliseconds(40));
}

TEST_F(RtspProbe, is_closed_when_the_connection_ends) {
  EXPECT_EQ(run({"200 OK", "200 OK\n\n" + description, over_connection, "200 OK"}).reason,
            Reason::closed);
}

TEST_F(RtspProbe, plays_the_control_url_of_the_description) {
  run({"200 OK", "200 OK\n\n" + description, over_connection, "200 OK"});
  EXPECT_THAT(server->written(), HasSubstr("SETUP rtsp://h/live/t0 RTSP/1.0"));
  EXPECT_THAT(server->written(), HasSubstr("PLAY rtsp://h/live RTSP/1.0"));
}

TEST_F(RtspProbe, takes_the_channels_that_the_server_chooses) {
  run({"200 OK", "200 OK\n\n" + description,
       "200 OK\nSession: 7\nTransport: RTP/AVP/TCP;unicast;interleaved=4-5", "200 OK"},
      frame(4, rtp(1)));
  EXPECT_EQ(bench->recording.of<vex::Packet>().size(), 1U);
}

TEST_F(RtspProbe, passes_over_frames_of_channels_that_nobody_set_up) {
  run({"200 OK", "200 OK\n\n" + description, over_connection, "200 OK"},
      frame(9, rtp(1)) + frame(0, rtp(2)));
  EXPECT_EQ(bench->recording.of<vex::Packet>().size(), 1U);
}

TEST_F(RtspProbe, passes_over_packets_of_another_version) {
  run({"200 OK", "200 OK\n\n" + description, over_connection, "200 OK"},
      frame(0, rtp(1, '\x40')) + frame(0, rtp(2)));
  EXPECT_EQ(bench->recording.of<vex::Packet>().size(), 1U);
}

TEST_F(RtspProbe, says_what_the_sender_s_clock_shows) {
  using namespace std::string_literals;
  const std::string report = "\x80\xC8\0\6"s + "\0\0\0\1"s + "\xE0\0\0\0\0\0\0\0"s +
                             "\0\0\x0E\x10"s + std::string(8, '\0');
  run({"200 OK", "200 OK\n\n" + description, over_connection, "200 OK"},
      frame(0, rtp(1)) + frame(1, report));
  const auto clocks = bench->recording.of<vex::ClockReference>();
  ASSERT_EQ(clocks.size(), 1U);
  EXPECT_EQ(clocks[0].source, vex::ClockReference::rtcp_sr);
}

/// Two pictures 40 ms apart and their tables, seven packets to each of RTP (RFC 2250 2).
std::string transport_stream() {
  using media::mpegts::test::Writer;
  Writer writer;
  writer.tables();
  for (const std::uint64_t time : {90'000U, 93'600U, 97'200U}) {
    writer.unit(Writer::video_pid,
                Writer::pes(media::mpegts::test::h264(time == 90'000, 700), time),
                {.pcr = time * 300});
  }
  std::string frames;
  for (std::size_t from = 0, sequence = 0; from < writer.bytes.size(); from += 7 * 188) {
    const std::size_t size = std::min<std::size_t>(7 * 188, writer.bytes.size() - from);
    const std::string packets(reinterpret_cast<const char*>(&writer.bytes[from]), size);
    std::string packet = rtp(static_cast<char>(++sequence)).substr(0, 12) + packets;
    packet[1] = 33;
    frames += frame(0, packet);
  }
  return frames;
}

TEST_F(RtspProbe, finds_the_tracks_within_a_transport_stream) {
  run({"200 OK", "200 OK\n\nv=0\nm=video 0 RTP/AVP 33\na=control:t0\n", over_connection, "200 OK"},
      transport_stream());
  std::vector<std::string> codecs;
  for (const auto& track : bench->recording.of<vex::Track>()) codecs.emplace_back(track.codec);
  EXPECT_THAT(codecs, testing::ElementsAre("mpegts", "h264", "aac"));
  const auto packets = bench->recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 2U);  // the third is not over yet
  EXPECT_TRUE(packets[0].key);
  EXPECT_EQ(packets[0].size, 700U);
  EXPECT_EQ(packets[1].dts - packets[0].dts, std::chrono::milliseconds(40));
  EXPECT_EQ(packets[0].track, bench->recording.of<vex::Track>()[1].id);
}

TEST_F(RtspProbe, breaks_the_protocol_with_a_transport_stream_that_is_none) {
  std::string media;
  for (int i = 1; i < 60; ++i) {
    std::string packet = rtp(static_cast<char>(i)).substr(0, 12) + std::string(1316, 'x');
    packet[1] = 33;
    media += frame(0, packet);
  }
  const auto outcome = run(
      {"200 OK", "200 OK\n\nv=0\nm=video 0 RTP/AVP 33\na=control:t0\n", over_connection, "200 OK"},
      media);
  EXPECT_EQ(outcome.reason, Reason::protocol);
}

TEST_F(RtspProbe, is_unsupported_when_no_track_can_be_watched) {
  const auto outcome = run({"200 OK", "200 OK\n\nv=0\nm=application 0 RTP/AVP 107\n"});
  EXPECT_EQ(outcome.reason, Reason::unsupported);
}

TEST_F(RtspProbe, is_too_large_with_a_thousand_tracks) {
  std::string tracks = "v=0\n";
  for (int i = 0; i < 1000; ++i) tracks += "m=video 0 RTP/AVP 96\n";
  EXPECT_EQ(run({"200 OK", "200 OK\n\n" + tracks}).reason, Reason::too_large);
}

TEST_F(RtspProbe, breaks_the_protocol_with_a_description_of_nothing) {
  EXPECT_EQ(run({"200 OK", "200 OK\n\n<html>"}).reason, Reason::protocol);
}

TEST_F(RtspProbe, is_unsupported_when_tcp_alone_is_asked_for_and_refused) {
  const auto outcome = run({"200 OK", "200 OK\n\n" + description, "461 Unsupported Transport"}, "",
                           {.options = {{"transport", "tcp"}}});
  EXPECT_EQ(outcome.reason, Reason::unsupported);
  EXPECT_THAT(server->written(), Not(HasSubstr("client_port")));
}

TEST_F(RtspProbe, asks_for_udp_where_tcp_is_refused) {
  run({"200 OK", "200 OK\n\n" + description, "461 Unsupported Transport",
       "461 Unsupported Transport"});
  EXPECT_THAT(server->written(), HasSubstr("interleaved=0-1"));
  EXPECT_THAT(server->written(), HasSubstr("client_port="));
}

TEST_F(RtspProbe, asks_for_udp_alone_when_told_to) {
  run({"200 OK", "200 OK\n\n" + description, "461 Unsupported Transport"}, "",
      {.options = {{"transport", "udp"}}});
  EXPECT_THAT(server->written(), Not(HasSubstr("interleaved")));
}

}  // namespace
}  // namespace rtsp
