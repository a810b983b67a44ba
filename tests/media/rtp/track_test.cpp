#include "media/rtp/track.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <variant>

#include "tests/media/rtp/packets.hpp"

namespace media::rtp {
namespace {

using namespace std::chrono_literals;
using media::test::bytes_of_hex;
using test::write_packet;

class Recorder final : public TrackListener {
 public:
  void on_track(const TrackFacts& facts) override { tracks.push_back(facts); }
  void on_frame(const Frame& frame) override { frames.push_back(frame); }
  void on_transport_stream(std::span<const std::byte> packets, nanoseconds) override {
    transport_stream_bytes += packets.size();
  }
  void on_wall_clock(const WallClock& clock) override { clocks.push_back(clock); }
  void on_bye() override { ++byes; }

  std::vector<TrackFacts> tracks;
  std::vector<Frame> frames;
  std::vector<WallClock> clocks;
  std::size_t transport_stream_bytes = 0;
  int byes = 0;
};

std::unique_ptr<Track> make(std::string_view description, bool may_reorder = false) {
  const auto session = std::get<sdp::Session>(sdp::read_session(description));
  TrackOptions options;
  options.may_reorder = may_reorder;
  options.name = "test";
  return Track::make(session.media.at(0), options);
}

constexpr std::string_view h264 =
    "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n"
    "a=fmtp:96 sprop-parameter-sets=Z0LAHvQKD8g=\n";
const auto slice = bytes_of_hex("41 9A00");

TEST(Track, tells_what_the_description_says_before_the_first_frame) {
  Recorder found;
  const auto track = make(h264);
  track->push(write_packet({.marker = true}, slice), 1s, found);
  ASSERT_EQ(found.tracks.size(), 1U);
  EXPECT_EQ(found.tracks[0].codec, "h264");
  EXPECT_EQ(found.tracks[0].video.width, 320U);
  EXPECT_EQ(found.frames.size(), 1U);
}

TEST(Track, tells_again_when_the_size_changes_in_band) {
  Recorder found;
  const auto track = make(h264);
  track->push(write_packet({.sequence = 1, .marker = true}, slice), 1s, found);
  track->push(
      write_packet({.sequence = 2, .timestamp = 3600}, bytes_of_hex("674D0028F403C0223ED0")), 1s,
      found);
  track->push(write_packet({.sequence = 3, .timestamp = 3600, .marker = true}, slice), 1s, found);
  ASSERT_EQ(found.tracks.size(), 2U);
  EXPECT_EQ(found.tracks[1].video.width, 1920U);
}

TEST(Track, has_its_frames_on_a_time_line) {
  Recorder found;
  const auto track = make(h264);
  track->push(write_packet({.sequence = 1, .timestamp = 70000, .marker = true}, slice), 1s, found);
  track->push(write_packet({.sequence = 2, .timestamp = 73600, .marker = true}, slice), 2s, found);
  ASSERT_EQ(found.frames.size(), 2U);
  EXPECT_EQ(found.frames[1].pts - found.frames[0].pts, 40ms);
  EXPECT_EQ(found.frames[1].arrival, 2s);
}

TEST(Track, takes_no_packet_of_another_payload_type) {
  Recorder found;
  const auto track = make(h264);
  EXPECT_FALSE(track->push(write_packet({.payload_type = 97}, slice), 1s, found));
  EXPECT_FALSE(track->push(bytes_of_hex("00"), 1s, found));
}

TEST(Track, puts_packets_back_into_order_where_they_may_overtake) {
  Recorder found;
  const auto track = make(h264, true);
  const std::array<std::uint16_t, 4> order{1, 3, 2, 4};
  for (const std::uint16_t sequence : order) {
    track->push(
        write_packet({.sequence = sequence, .timestamp = sequence * 3600U, .marker = true}, slice),
        1s, found);
  }
  ASSERT_EQ(found.frames.size(), 4U);
  for (std::size_t i = 1; i < 4; ++i)
    EXPECT_EQ(found.frames[i].dts - found.frames[i - 1].dts, 40ms);
  EXPECT_EQ(track->totals().reordered, 1U);
  EXPECT_EQ(track->totals().lost, 0U);
}

TEST(Track, leaves_duplicates_out) {
  Recorder found;
  const auto track = make(h264, true);
  for (int i = 0; i < 2; ++i) {
    track->push(write_packet({.sequence = 1, .marker = true}, slice), 1s, found);
  }
  EXPECT_EQ(found.frames.size(), 1U);
  EXPECT_EQ(track->totals().duplicated, 1U);
}

TEST(Track, hands_a_transport_stream_on) {
  Recorder found;
  const auto track = make("m=video 0 RTP/AVP 33\n");
  EXPECT_TRUE(track->is_transport_stream());
  track->push(write_packet({.payload_type = 33}, std::vector<std::byte>(188 * 7)), 1s, found);
  EXPECT_EQ(found.transport_stream_bytes, 188U * 7U);
}

TEST(Track, knows_aac_by_its_configuration) {
  Recorder found;
  const auto track = make(
      "m=audio 0 RTP/AVP 96\na=rtpmap:96 mpeg4-generic/44100/2\n"
      "a=fmtp:96 mode=AAC-hbr;config=1190;sizelength=13;indexlength=3;indexdeltalength=3\n");
  EXPECT_EQ(track->facts().codec, "aac");
  EXPECT_EQ(track->facts().audio.profile, "LC");
  EXPECT_EQ(track->facts().audio.sample_rate, 48000U);
  EXPECT_EQ(track->facts().audio.channels, 2U);
}

TEST(Track, without_a_clock_rate_cannot_be_made) {
  EXPECT_EQ(make("m=video 0 RTP/AVP 96\n"), nullptr);
}

TEST(Track, puts_the_sender_s_clock_onto_its_time_line) {
  Recorder found;
  const auto track = make(h264);
  track->push(write_packet({.timestamp = 90000, .marker = true}, slice), 1s, found);
  track->push_rtcp(bytes_of_hex("80 C8 0006 01020304 E0000000 00000000 0002BF20 00000064 00002710"),
                   1s, found);
  ASSERT_EQ(found.clocks.size(), 1U);
  EXPECT_EQ(found.clocks[0].media_time, 1s);
  EXPECT_EQ(found.clocks[0].unix_time, *unix_time_of(0xE0000000'00000000U));
  EXPECT_EQ(track->sender_reports(), 1U);
}

TEST(Track, says_that_the_sender_has_left) {
  Recorder found;
  const auto track = make(h264);
  track->push_rtcp(bytes_of_hex("81 CB 0001 01020304"), 1s, found);
  EXPECT_EQ(found.byes, 1);
}

TEST(Track, stays_when_another_source_leaves) {
  Recorder found;
  const auto track = make(h264);
  track->push(write_packet({.marker = true}, slice), 1s, found);
  track->push_rtcp(bytes_of_hex("81 CB 0001 05060708"), 1s, found);
  EXPECT_EQ(found.byes, 0);
}

TEST(Track, takes_no_clock_before_the_first_frame) {
  Recorder found;
  const auto track = make(h264);
  track->push(write_packet({.timestamp = 90000}, slice), 1s, found);
  track->push_rtcp(bytes_of_hex("80 C8 0006 01020304 E0000000 00000000 0002BF20 00000064 00002710"),
                   1s, found);
  EXPECT_TRUE(found.clocks.empty());
  track->push(write_packet({.sequence = 1, .timestamp = 90000, .marker = true}, slice), 1s, found);
  ASSERT_EQ(found.frames.size(), 1U);
  EXPECT_EQ(found.frames[0].pts, 0s);
}

TEST(Track, has_no_report_before_the_first_packet) {
  Recorder found;
  const auto track = make(h264);
  EXPECT_FALSE(track->write_report(1s));
  track->push(write_packet({.marker = true}, slice), 1s, found);
  EXPECT_TRUE(track->write_report(1s));
}

TEST(Track, writes_off_what_is_missing_at_the_end) {
  Recorder found;
  const auto track = make(h264, true);
  track->push(write_packet({.sequence = 1, .marker = true}, slice), 1s, found);
  track->push(write_packet({.sequence = 3, .timestamp = 7200, .marker = true}, slice), 1s, found);
  track->finish(found);
  EXPECT_EQ(track->totals().lost, 1U);
  EXPECT_EQ(found.frames.size(), 2U);
}

}  // namespace
}  // namespace media::rtp
