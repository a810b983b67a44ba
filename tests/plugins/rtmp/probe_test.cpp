// What the probe makes of a stream that plays.
#include "plugins/rtmp/probe.hpp"

#include <gmock/gmock.h>

#include "tests/media/flv/flv_writer.hpp"
#include "tests/plugins/rtmp/server.hpp"

namespace rtmp {
namespace {

using namespace test;
using media::flv::test::aac_header;
using media::flv::test::avc_header;
using testing::Contains;
using testing::HasSubstr;
using vex::Reason;

class RtmpProbe : public testing::Test {
 protected:
  /// A server that plays what `go_on` sends, then the end.
  vex::test::Outcome run(const std::function<void(Server&)>& go_on) {
    server = &bench.add_server();
    server->answers["play"] = [go_on](Server& self, const Command&) {
      self.send(on_status("NetStream.Play.Start"));
      go_on(self);
    };
    return bench.run();
  }

  Bench bench;
  Server* server = nullptr;
};

TEST_F(RtmpProbe, tells_format_tracks_and_packets) {
  const auto outcome = run([](Server& self) {
    self.send(MessageType::video, 0, avc_header);
    self.send(MessageType::audio, 0, aac_header);
    self.send(MessageType::video, 1000, "17 01 000050 00000001 65");
    self.send(MessageType::audio, 1005, "AF 01 2101");
  });
  EXPECT_EQ(outcome.reason, Reason::closed);
  EXPECT_EQ(outcome.sentence, "the server ended the connection");
  const auto formats = bench.recording.of<vex::Format>();
  ASSERT_EQ(formats.size(), 1U);
  EXPECT_EQ(formats[0].protocol, "rtmp");
  EXPECT_EQ(formats[0].container, "flv");
  EXPECT_EQ(formats[0].live, vex::Known::yes);
  const auto tracks = bench.recording.of<vex::Track>();
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_EQ(tracks[0].codec, "h264");
  EXPECT_EQ(tracks[0].width, 320U);
  EXPECT_EQ(tracks[1].codec, "aac");
  const auto packets = bench.recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_TRUE(packets[0].key);
  EXPECT_EQ(packets[0].dts, std::chrono::seconds(1));
  EXPECT_EQ(packets[0].pts, std::chrono::milliseconds(1080));
  EXPECT_EQ(packets[0].size, 5U);
}

TEST_F(RtmpProbe, runs_on_over_a_wrapped_timestamp) {
  run([](Server& self) {
    self.send(MessageType::audio, 0xFFFFFFF0, "AF 01 2101");
    self.send(MessageType::audio, 0x10, "AF 01 2101");
  });
  const auto packets = bench.recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_EQ(packets[1].dts - packets[0].dts, std::chrono::milliseconds(32));
}

TEST_F(RtmpProbe, answers_pings) {
  run([](Server& self) { self.send(MessageType::user_control, 0, "0006 00000102"); });
  EXPECT_THAT(server->messages, Contains(HasSubstr("000700000102")));
}

TEST_F(RtmpProbe, does_not_answer_without_end) {
  run([](Server& self) {
    std::string many;
    media::rtmp::ChunkWriter writer;
    for (int i = 0; i < 1000; ++i) {
      writer.write({2, 0, MessageType::user_control, 0, 0},
                   media::test::bytes_of_hex("0006 00000102"));
    }
    self.peer().sends(text_of(writer.take()));
  });
  EXPECT_LT(server->messages.size(), 20U);
}

TEST_F(RtmpProbe, acknowledges_what_it_has_received) {
  run([](Server& self) {
    self.send(MessageType::window_acknowledgement_size, 0, "00000400");
    self.send(MessageType::video, 0, media::flv::test::padded("17 01 000050 00000320 65", 809));
  });
  EXPECT_THAT(server->messages, Contains(HasSubstr("2 3 0 ms stream 0: 0000")));
}

TEST_F(RtmpProbe, tells_the_window_that_was_set_for_it) {
  run([](Server& self) { self.send(MessageType::set_peer_bandwidth, 0, "00000400 02"); });
  EXPECT_THAT(server->messages, Contains("2 5 0 ms stream 0: 00000400"));
}

TEST_F(RtmpProbe, ends_with_the_publisher) {
  const auto outcome = run([](Server& self) {
    self.send(MessageType::audio, 0, aac_header);
    self.send(on_status("NetStream.Play.UnpublishNotify", "status", "a is now unpublished"));
    self.peer().falls_silent();
  });
  EXPECT_EQ(outcome.reason, Reason::closed);
  EXPECT_EQ(outcome.sentence,
            "the server ended the stream: \"NetStream.Play.UnpublishNotify\", "
            "\"a is now unpublished\"");
}

TEST_F(RtmpProbe, ends_with_the_end_of_the_stream) {
  const auto outcome = run([](Server& self) {
    self.send(MessageType::audio, 0, aac_header);
    self.send(MessageType::user_control, 0, "0001 00000001");
    self.peer().falls_silent();
  });
  EXPECT_EQ(outcome.reason, Reason::closed);
  EXPECT_EQ(outcome.sentence, "the server says that the stream is at its end");
}

TEST_F(RtmpProbe, passes_over_an_end_in_front_of_the_stream) {
  run([](Server& self) {
    self.send(MessageType::user_control, 0, "0001 00000001");
    self.send(MessageType::audio, 0, aac_header);
  });
  EXPECT_EQ(bench.recording.of<vex::Track>().size(), 1U);
}

TEST_F(RtmpProbe, sees_when_a_connection_ends_within_a_message) {
  const auto outcome = run([](Server& self) {
    self.send(MessageType::audio, 0, aac_header);
    self.peer().sends(std::string("\4\0\0\0\0\0\7\x8\1\0\0\0\xAF", 13));
  });
  EXPECT_EQ(outcome.sentence, "the server ended the connection inside a message");
}

TEST_F(RtmpProbe, sees_when_a_connection_ends_before_any_media) {
  const auto outcome = run([](Server& self) { self.peer().ends(); });
  EXPECT_EQ(outcome.reason, Reason::closed);
  EXPECT_EQ(outcome.sentence, "the server ended the connection before any media came");
}

TEST_F(RtmpProbe, says_where_the_bytes_stop_to_be_rtmp) {
  const auto outcome = run([](Server& self) { self.peer().sends("\xFF"); });
  EXPECT_EQ(outcome.reason, Reason::protocol);
  EXPECT_THAT(outcome.sentence, HasSubstr("a chunk stream that begins without a message header"));
}

TEST_F(RtmpProbe, refuses_a_command_that_is_too_large) {
  const auto outcome =
      run([](Server& self) { self.send(MessageType::command_amf3, 0, Payload(70'000)); });
  EXPECT_EQ(outcome.reason, Reason::too_large);
}

TEST_F(RtmpProbe, leaves_silence_to_the_exporter) {
  const auto outcome = run([](Server& self) { self.peer().falls_silent(); });
  EXPECT_EQ(outcome.reason, Reason::timeout);
}

TEST_F(RtmpProbe, closes_its_connection_when_it_is_cancelled) {
  const auto outcome = run([](Server& self) { self.peer().is_cancelled(); });
  EXPECT_EQ(outcome.status, VEX_E_CANCELLED);
  EXPECT_TRUE(bench.network.all_closed());
}

TEST_F(RtmpProbe, says_once_that_further_tracks_are_not_watched) {
  for (int i = 0; i < 2; ++i) {
    run([](Server& self) {
      self.send(MessageType::video, 0, "96 00 61766331 00 00000000");
      self.send(MessageType::video, 40, "96 00 61766331 00 00000000");
    });
  }
  EXPECT_EQ(bench.log.size(), 1U);
}

TEST(RtmpProbeUrl, must_name_a_stream) {
  Bench bench(Bench::with_url("rtmp://h/live"));
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, Reason::protocol);
  EXPECT_EQ(outcome.sentence, "the URL names no application and stream of RTMP");
}

}  // namespace
}  // namespace rtmp
