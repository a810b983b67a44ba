#include "tests/support/origin/rtp_track.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <variant>

#include "media/rtp/packet.hpp"
#include "media/rtp/track.hpp"
#include "media/sdp/session.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/media_library.hpp"
#include "tests/support/origin/rtp_format.hpp"

namespace origin {
namespace {

std::shared_ptr<const FlvStream> stream() {
  MediaLibrary library(clips::folder());
  return library.stream(Behaviour());
}

std::string bytes_of(const RtpPacket& packet) {
  return std::string(packet.head_bytes()).append(packet.payload);
}

/// The tags of a type as packets, headers and two seconds of media.
std::vector<std::string> packets_of(const FlvStream& played, TagType type, RtpTrack& track) {
  std::vector<std::string> packets;
  const auto add = [&](const Tag& tag) {
    if (tag.type != type || tag.time_ms > 2000) {
      return;
    }
    Batch batch;
    batch.add(tag, tag.time_ms);
    std::vector<RtpPacket> made;
    track.packetize(batch.messages()[0], made);
    for (const auto& packet : made) {
      packets.push_back(bytes_of(packet));
    }
  };
  for (const auto& tag : played.sequence_headers) {
    add(tag);
  }
  for (const auto& tag : played.media) {
    add(tag);
  }
  return packets;
}

class Frames final : public media::rtp::TrackListener {
 public:
  void on_track(const media::rtp::TrackFacts& facts) override { width = facts.video.width; }
  void on_frame(const media::rtp::Frame& frame) override {
    ++count;
    keyframes += frame.is_keyframe ? 1 : 0;
    damaged += frame.is_damaged ? 1 : 0;
  }
  void on_transport_stream(std::span<const std::byte>, media::rtp::nanoseconds) override {}
  void on_wall_clock(const media::rtp::WallClock& clock) override { unix_time = clock.unix_time; }
  void on_bye() override { has_left = true; }

  std::uint32_t width = 0;
  unsigned count = 0;
  unsigned keyframes = 0;
  unsigned damaged = 0;
  bool has_left = false;
  std::optional<media::rtp::nanoseconds> unix_time;
};

std::unique_ptr<media::rtp::Track> reader_of(const RtpForm& form, std::size_t place) {
  const auto session = std::get<media::sdp::Session>(media::sdp::read_session(form.sdp));
  return media::rtp::Track::make(session.media.at(place), {});
}

std::span<const std::byte> span_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}

TEST(OriginRtpTrack, sends_pictures_as_described) {
  const auto played = stream();
  const auto form = rtp_form_of(*played).value();
  RtpTrack track(RtpTrack::Format::h264, *form.video, 90'000);
  const auto reader = reader_of(form, *form.video);
  Frames frames;
  for (const auto& packet : packets_of(*played, TagType::video, track)) {
    EXPECT_LE(packet.size(), 1412U);
    EXPECT_TRUE(reader->push(span_of(packet), {}, frames));
  }
  EXPECT_EQ(frames.width, 640U);
  EXPECT_EQ(frames.count, 51U);  // of 25 a second, both ends counted
  EXPECT_EQ(frames.keyframes, 2U);
  EXPECT_EQ(frames.damaged, 0U);
}

TEST(OriginRtpTrack, sends_frames_of_audio_without_a_gap_between_their_times) {
  const auto played = stream();
  const auto form = rtp_form_of(*played).value();
  RtpTrack track(RtpTrack::Format::aac, *form.audio, form.sample_rate);
  std::optional<std::uint32_t> last;
  for (const auto& bytes : packets_of(*played, TagType::audio, track)) {
    const auto packet = media::rtp::read_packet(span_of(bytes));
    ASSERT_TRUE(packet);
    if (last) {
      EXPECT_EQ(packet->timestamp - *last, 1024U);
    }
    last = packet->timestamp;
  }
  EXPECT_TRUE(last);
}

TEST(OriginRtpTrack, reports_its_clock_and_leaves) {
  const auto played = stream();
  const auto form = rtp_form_of(*played).value();
  RtpTrack track(RtpTrack::Format::h264, *form.video, 90'000);
  const auto reader = reader_of(form, *form.video);
  Frames frames;
  for (const auto& packet : packets_of(*played, TagType::video, track)) {
    reader->push(span_of(packet), {}, frames);
  }
  const std::chrono::system_clock::time_point now(std::chrono::milliseconds(1'700'000'000'500));
  const auto report = track.sender_report(2000, now);
  EXPECT_TRUE(reader->push_rtcp(span_of(report), {}, frames));
  ASSERT_TRUE(frames.unix_time);
  EXPECT_NEAR(static_cast<double>(frames.unix_time->count()), 1.7000000005e18, 1e3);
  const auto bye = track.bye();
  EXPECT_TRUE(reader->push_rtcp(span_of(bye), {}, frames));
  EXPECT_TRUE(frames.has_left);
}

}  // namespace
}  // namespace origin
