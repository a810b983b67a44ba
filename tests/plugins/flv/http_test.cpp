// The probe over HTTP and on files.
#include <gmock/gmock.h>

#include <vex/test.hpp>

#include "plugins/flv/probe.hpp"
#include "tests/plugins/flv/flv_files.hpp"

namespace flv {
namespace {

using namespace std::chrono_literals;
using test::small_flv;
using Bench = vex::test::ProbeBench<Probe>;

vex::test::Settings of_scheme(std::string_view scheme) {
  vex::test::Settings settings;
  settings.target.scheme = scheme;
  return settings;
}

TEST(FlvProbe, asks_for_the_streams_own_url) {
  Bench bench;
  vex::test::Peer& peer = bench.network.add().ends();
  bench.run();
  EXPECT_EQ(peer.request().url, "");
  EXPECT_EQ(peer.request().flags, 0U);
}

TEST(FlvProbe, emits_format_tracks_and_packets) {
  Bench bench;
  bench.network.add().sends(small_flv());
  bench.run();

  const auto formats = bench.recording.of<vex::Format>();
  ASSERT_EQ(formats.size(), 1U);
  EXPECT_EQ(formats[0].protocol, "http-flv");
  EXPECT_EQ(formats[0].container, "flv");
  EXPECT_EQ(formats[0].live, vex::Known::yes);

  const auto tracks = bench.recording.of<vex::Track>();
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_EQ(tracks[0].kind, vex::Track::video);
  EXPECT_EQ(tracks[0].codec, "h264");
  EXPECT_EQ(tracks[0].profile, "Constrained Baseline");
  EXPECT_EQ(tracks[0].level, "1.3");
  EXPECT_EQ(tracks[0].pixel_format, "yuv420p");
  EXPECT_EQ(tracks[0].width, 320U);
  EXPECT_EQ(tracks[0].height, 240U);
  EXPECT_EQ(tracks[0].nominal_framerate, 25);
  EXPECT_EQ(tracks[1].kind, vex::Track::audio);
  EXPECT_EQ(tracks[1].codec, "aac");
  EXPECT_EQ(tracks[1].sample_rate, 48000U);
  EXPECT_EQ(tracks[1].channels, 2U);

  const auto packets = bench.recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 3U);
  EXPECT_EQ(packets[0].track, tracks[0].id);
  EXPECT_TRUE(packets[0].key);
  EXPECT_EQ(packets[0].dts, 0ms);
  EXPECT_EQ(packets[0].pts, 80ms);
  EXPECT_EQ(packets[0].size, 5U);
  EXPECT_TRUE(packets[0].payload.empty());
  EXPECT_EQ(packets[1].track, tracks[1].id);
  EXPECT_EQ(packets[1].dts, 5ms);
  EXPECT_FALSE(packets[2].key);
}

TEST(FlvProbe, emits_the_format_before_all_else) {
  Bench bench;
  bench.network.add().sends(small_flv());
  bench.run();
  ASSERT_FALSE(bench.recording.events().empty());
  EXPECT_TRUE(std::holds_alternative<vex::Format>(bench.recording.events().front()));
}

TEST(FlvProbe, gives_payload_and_sequence_headers_to_those_who_want_bytes) {
  vex::test::Settings settings;
  settings.payload = VEX_PAYLOAD_PREFIX;
  Bench bench(settings);
  bench.network.add().sends(small_flv());
  bench.run();
  const auto packets = bench.recording.of<vex::Packet>();
  ASSERT_EQ(packets.size(), 5U);
  EXPECT_TRUE(packets[0].config);
  EXPECT_EQ(packets[0].payload.size(), 37U);
  EXPECT_EQ(packets[2].payload.size(), 5U);
}

TEST(FlvProbe, reads_one_byte_at_a_time) {
  Bench bench;
  bench.network.add().sends_in_pieces(small_flv(), 1);
  bench.run();
  EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 3U);
}

TEST(FlvProbe, fails_with_closed_when_a_live_stream_ends) {
  Bench bench;
  bench.network.add().sends(small_flv()).ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::closed);
  EXPECT_EQ(outcome.sentence, "the stream ended at byte " + std::to_string(small_flv().size()));
}

TEST(FlvProbe, says_when_a_live_stream_ended_inside_a_tag) {
  Bench bench;
  bench.network.add().sends(small_flv().substr(0, 100)).ends();
  EXPECT_EQ(bench.run().sentence, "the stream ended inside a tag, at byte 100");
}

TEST(FlvProbe, says_when_the_server_sent_nothing) {
  Bench bench;
  bench.network.add().ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::closed);
  EXPECT_EQ(outcome.sentence, "the server sent nothing");
}

TEST(FlvProbe, ends_well_at_the_end_of_a_recording) {
  Bench bench;
  bench.network.add()
      .answers(200, {{"Content-Length", std::to_string(small_flv().size())}})
      .sends(small_flv())
      .ends();
  EXPECT_EQ(bench.run().status, VEX_OK);
  EXPECT_EQ(bench.recording.of<vex::Format>().at(0).live, vex::Known::no);
}

TEST(FlvProbe, takes_an_impossible_length_for_that_of_a_live_stream) {
  Bench bench;
  bench.network.add()
      .answers(200, {{"Content-Length", "9223372036854775807"}})
      .sends(small_flv())
      .ends();
  EXPECT_EQ(bench.run().reason, vex::Reason::closed);
  EXPECT_EQ(bench.recording.of<vex::Format>().at(0).live, vex::Known::yes);
}

TEST(FlvProbe, ends_well_at_the_end_of_a_file) {
  Bench bench(of_scheme("file"));
  bench.network.add().sends(small_flv()).ends();
  EXPECT_EQ(bench.run().status, VEX_OK);
  EXPECT_EQ(bench.recording.of<vex::Format>().at(0).protocol, "file");
  EXPECT_EQ(bench.recording.of<vex::Format>().at(0).live, vex::Known::no);
}

TEST(FlvProbe, fails_at_the_end_of_a_file_that_was_cut) {
  Bench bench(of_scheme("file"));
  bench.network.add().sends(small_flv().substr(0, 100)).ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::closed);
  EXPECT_EQ(outcome.sentence, "the file ended inside a tag, at byte 100");
}

TEST(FlvProbe, fails_with_the_offset_of_a_broken_tag) {
  Bench bench;
  bench.network.add().sends(small_flv()).sends(std::string(11, '\xFF')).falls_silent();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence, "FLV broken at byte " + std::to_string(small_flv().size()) +
                                  ": tag type 255 is none of 8, 9 and 18");
}

TEST(FlvProbe, quotes_the_page_that_a_server_sends_instead_of_flv) {
  Bench bench;
  bench.network.add()
      .answers(200, {{"Content-Type", "text/html"}})
      .sends("<html>\n<title>Sign in</title>")
      .ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence,
            "the server sent no FLV but \"text/html\", beginning with "
            "\"<html>\\n<title>Sign in</title>\"");
}

TEST(FlvProbe, quotes_an_answer_shorter_than_the_head_of_a_file) {
  Bench bench;
  bench.network.add().sends("{}").ends();
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::protocol);
  EXPECT_EQ(outcome.sentence, "the server sent no FLV, beginning with \"{}\"");
}

TEST(FlvProbe, does_not_mind_a_wrong_content_type) {
  Bench bench;
  bench.network.add().answers(200, {{"Content-Type", "text/plain"}}).sends(small_flv()).ends();
  EXPECT_EQ(bench.run().reason, vex::Reason::closed);
  EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 3U);
}

TEST(FlvProbe, says_that_encrypted_tags_are_not_supported) {
  Bench bench;
  bench.network.add().sends(small_flv()).sends(std::string("\x29\0\0\1\0\0\0\0\0\0\0", 11));
  EXPECT_EQ(bench.run().reason, vex::Reason::unsupported);
}

TEST(FlvProbe, hands_on_why_there_is_no_answer) {
  Bench bench;
  bench.network.add().refuses(vex::Reason::not_found, "404 Not Found");
  const auto outcome = bench.run();
  EXPECT_EQ(outcome.reason, vex::Reason::not_found);
  EXPECT_EQ(outcome.sentence, "404 Not Found");
}

TEST(FlvProbe, returns_when_it_is_cancelled) {
  Bench bench;
  bench.network.add().sends(small_flv()).is_cancelled();
  EXPECT_EQ(bench.run().status, VEX_E_CANCELLED);
  EXPECT_TRUE(bench.network.all_closed());
}

TEST(FlvProbe, says_once_that_it_does_not_watch_further_tracks) {
  media::flv::test::FlvWriter writer;
  writer.file_header();
  for (int i = 0; i < 3; ++i) writer.video(0, "96 01 61766331 00 000000 65");
  Bench bench;
  bench.network.add().sends(test::text_of(writer.end()));
  bench.run();
  ASSERT_EQ(bench.log.size(), 1U);
  EXPECT_EQ(bench.log[0].text, "further tracks in multitrack packets are not watched");
  EXPECT_TRUE(bench.recording.of<vex::Packet>().empty());
}

TEST(FlvProbe, begins_anew_with_every_run) {
  Bench bench;
  bench.network.add().sends(small_flv().substr(0, 100)).ends();
  bench.network.add().sends(small_flv()).ends();
  bench.run();
  bench.recording.clear();
  bench.run();
  EXPECT_EQ(bench.recording.of<vex::Packet>().size(), 3U);
}

}  // namespace
}  // namespace flv
