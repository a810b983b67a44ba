// From the payload of PES packets to access units.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "media/mpegts/unit_reader.hpp"
#include "tests/media/mpegts/recorder.hpp"
#include "tests/media/mpegts/writer.hpp"

namespace media::mpegts::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

class Units {
 public:
  explicit Units(Framing framing, TrackKind kind = TrackKind::video) : framing_(framing) {
    track.kind = kind;
    reader = make_unit_reader(framing, 0);
  }

  /// A PES packet in pieces of a size; without a time when it is negative.
  void packet(const Bytes& payload, nanoseconds pts, std::size_t piece = 184) {
    UnitStart start;
    if (pts >= nanoseconds(0)) start.pts = pts;
    reader->begin(start, output());
    for (std::size_t from = 0; from < payload.size(); from += piece) {
      reader->append(std::span(payload).subspan(from, std::min(piece, payload.size() - from)),
                     output());
    }
    reader->end(output());
  }

  void finish() { reader->finish(output()); }

  [[nodiscard]] std::vector<std::uint64_t> sizes() const {
    std::vector<std::uint64_t> found;
    for (const auto& one : seen.frames) found.push_back(one.frame.size);
    return found;
  }
  [[nodiscard]] std::vector<nanoseconds> times() const {
    std::vector<nanoseconds> found;
    for (const auto& one : seen.frames) found.push_back(one.frame.dts);
    return found;
  }

  UnitOutput output() { return {track, seen, {}}; }

  Track track{};
  std::unique_ptr<UnitReader> reader;
  Recorder seen;

 private:
  Framing framing_;
};

constexpr nanoseconds untimed{-1};
using testing::ElementsAre;

TEST(MpegtsVideo, has_a_unit_for_each_packet_with_a_time) {
  Units units(Framing::h264);
  units.packet(h264(true, 300), seconds(1));
  units.packet(h264(false, 200), seconds(2));
  units.finish();
  EXPECT_THAT(units.sizes(), ElementsAre(300, 200));
}

TEST(MpegtsVideo, goes_on_in_packets_without_a_time) {
  Units units(Framing::h264);
  units.packet(h264(true, 300), seconds(1));
  units.packet(Bytes(250, std::byte{9}), untimed);
  units.packet(h264(false, 200), seconds(2));
  units.finish();
  EXPECT_THAT(units.sizes(), ElementsAre(550, 200));
}

TEST(MpegtsVideo, is_split_at_delimiters_within_a_packet) {
  const Bytes three = h264(true, 300) + h264(false, 200) + h264(false, 100);
  for (std::size_t piece = 1; piece < 320; ++piece) {
    SCOPED_TRACE(piece);
    Units units(Framing::h264);
    units.packet(h264(false, 50), milliseconds(60));
    units.packet(h264(false, 50), milliseconds(100));
    units.packet(three, milliseconds(140), piece);
    units.finish();
    EXPECT_THAT(units.sizes(), ElementsAre(50, 50, 300, 200, 100));
    EXPECT_THAT(units.times(), ElementsAre(milliseconds(60), milliseconds(100), milliseconds(140),
                                           milliseconds(180), milliseconds(220)));
    EXPECT_TRUE(units.seen.frames[2].frame.is_keyframe);
    EXPECT_FALSE(units.seen.frames[3].frame.is_keyframe);
  }
}

TEST(MpegtsVideo, takes_a_time_for_the_unit_that_begins_behind_the_rest_of_another) {
  Units units(Framing::h264);
  units.packet(h264(true, 300), seconds(1));
  units.packet(Bytes(40, std::byte{9}) + h264(false, 100), seconds(2));
  units.finish();
  EXPECT_THAT(units.sizes(), ElementsAre(340, 100));
  EXPECT_THAT(units.times(), ElementsAre(seconds(1), seconds(2)));
}

TEST(MpegtsVideo, takes_parameter_sets_and_the_picture_behind_them_for_one_unit) {
  Units units(Framing::h264);
  units.packet(hex("00000001 6742C01EF40A0FC8 000001 68CE"), seconds(1));
  units.packet(h264(true, 100), seconds(2));
  units.finish();
  EXPECT_THAT(units.sizes(), ElementsAre(117));
  EXPECT_THAT(units.times(), ElementsAre(seconds(2)));
}

TEST(MpegtsVideo, tells_what_its_parameter_sets_say) {
  Units units(Framing::h264);
  units.packet(hex("00000001 6742C01EF40A0FC8 00000001 65 88 80 00"), seconds(1));
  units.finish();
  ASSERT_EQ(units.seen.tracks.size(), 1U);
  EXPECT_EQ(units.seen.tracks[0].video.width, 320U);
  EXPECT_TRUE(units.seen.frames.at(0).frame.is_keyframe);
}

TEST(MpegtsVideo, knows_random_access_points_of_hevc) {
  Units units(Framing::hevc);
  units.packet(hex("00000001 460150 000001 2A01 AF") + Bytes(50, std::byte{3}), seconds(1));
  units.packet(hex("00000001 460150 000001 0201 D0") + Bytes(50, std::byte{3}), seconds(2));
  units.finish();
  ASSERT_EQ(units.seen.frames.size(), 2U);
  EXPECT_TRUE(units.seen.frames[0].frame.is_keyframe);
  EXPECT_FALSE(units.seen.frames[1].frame.is_keyframe);
}

TEST(MpegtsVideo, without_a_start_code_has_no_unit) {
  Units units(Framing::h264);
  units.packet(Bytes(5000, std::byte{9}), seconds(1));
  units.finish();
  EXPECT_TRUE(units.seen.frames.empty());
}

TEST(MpegtsAudio, has_a_unit_for_each_frame_wherever_it_is_cut) {
  const Bytes three = adts(50) + adts(200) + adts(7);
  for (std::size_t piece = 1; piece <= three.size(); ++piece) {
    SCOPED_TRACE(piece);
    Units units(Framing::adts, TrackKind::audio);
    units.packet(three, seconds(1), piece);
    EXPECT_THAT(units.sizes(), ElementsAre(50, 200, 7));
    // 1,024 samples of 48,000 a second.
    EXPECT_THAT(units.times(), ElementsAre(nanoseconds(1'000'000'000), nanoseconds(1'021'333'333),
                                           nanoseconds(1'042'666'666)));
  }
}

TEST(MpegtsAudio, goes_on_from_one_packet_to_the_next) {
  const Bytes two = adts(100) + adts(100);
  Units units(Framing::adts, TrackKind::audio);
  units.packet(Bytes(two.begin(), two.begin() + 150), seconds(1));
  units.packet(Bytes(two.begin() + 150, two.end()) + adts(60), seconds(2));
  EXPECT_THAT(units.sizes(), ElementsAre(100, 100, 60));
  // A time is that of the first frame that begins in the packet.
  EXPECT_THAT(units.times(), ElementsAre(seconds(1), nanoseconds(1'021'333'333), seconds(2)));
}

TEST(MpegtsAudio, has_the_facts_of_its_header) {
  Units units(Framing::adts, TrackKind::audio);
  units.packet(adts(), seconds(1));
  ASSERT_EQ(units.seen.tracks.size(), 1U);
  EXPECT_EQ(units.seen.tracks[0].audio.sample_rate, 48'000U);
  EXPECT_EQ(units.seen.tracks[0].audio.channels, 2U);
  EXPECT_EQ(units.seen.tracks[0].audio.profile, "LC");
}

TEST(MpegtsAudio, waits_for_the_next_packet_after_a_gap) {
  Units units(Framing::adts, TrackKind::audio);
  UnitStart start{.pts = seconds(1)};
  const Bytes frame = adts(100);
  units.reader->begin(start, units.output());
  units.reader->append(std::span(frame).first(60), units.output());
  units.reader->lose();
  units.reader->append(std::span(frame).subspan(80), units.output());
  units.packet(adts(70), seconds(2));
  EXPECT_THAT(units.sizes(), ElementsAre(70));
}

TEST(MpegtsAudio, passes_over_what_is_no_frame) {
  Units units(Framing::adts, TrackKind::audio);
  units.packet(hex("0102030405") + adts(70), seconds(1));
  EXPECT_THAT(units.sizes(), ElementsAre(70));
}

TEST(MpegtsAudio, tells_the_layer_of_mpeg_audio) {
  // Layer II, 48 kHz, 64 kbit/s: 192 bytes for 1,152 samples; layer III at the same rate too.
  for (const auto& [header, codec] : {std::pair{"FFFD4400", "mp2"}, std::pair{"FFFB5400", "mp3"}}) {
    SCOPED_TRACE(codec);
    Bytes frame = hex(header);
    frame.resize(192);
    Units units(Framing::mpeg_audio, TrackKind::audio);
    units.packet(frame + frame, seconds(1));
    EXPECT_THAT(units.sizes(), ElementsAre(192, 192));
    EXPECT_THAT(units.times(), ElementsAre(seconds(1), seconds(1) + milliseconds(24)));
    EXPECT_EQ(units.seen.tracks.at(0).codec, codec);
  }
}

TEST(MpegtsAudio, leaves_the_control_header_of_opus_out) {
  // 20 ms in a packet of 300 bytes, whose size takes two bytes; then with both trims.
  Bytes packet{std::byte{0xFC}};
  packet.resize(300, std::byte{1});
  const Bytes both = hex("7FE0 FF2D") + packet + hex("7FF8 FF2D 0010 0020") + packet;
  for (std::size_t piece = 1; piece < 310; ++piece) {
    SCOPED_TRACE(piece);
    Units units(Framing::opus, TrackKind::audio);
    units.packet(both, seconds(1), piece);
    EXPECT_THAT(units.sizes(), ElementsAre(300, 300));
    EXPECT_THAT(units.times(), ElementsAre(seconds(1), seconds(1) + milliseconds(20)));
  }
}

TEST(MpegtsAudio, reads_the_configuration_of_latm) {
  // StreamMuxConfig of one program, one layer: AAC LC, 48 kHz, stereo (0x1190).
  // Bits: 0 0 1 000000 0000 000 | 0001000110010000 ...
  Bytes frame = hex("56E01D 2000 1190 00000000");
  frame.resize(3 + 0x1D);
  Units units(Framing::loas, TrackKind::audio);
  units.packet(frame + frame, seconds(1));
  ASSERT_EQ(units.seen.tracks.size(), 1U);
  EXPECT_EQ(units.seen.tracks[0].audio.sample_rate, 48'000U);
  EXPECT_EQ(units.seen.tracks[0].audio.channels, 2U);
  EXPECT_THAT(units.sizes(), ElementsAre(32, 32));
}

}  // namespace
}  // namespace media::mpegts::test
