// What a stream's bodies say about its tracks, and which of them are packets.
#include "media/flv/tracks.hpp"

#include <gmock/gmock.h>

#include "tests/media/flv/flv_writer.hpp"
#include "tests/media/flv/recorder.hpp"

namespace media::flv {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

// "onMetaData" with width 640, height 360, framerate 30.
constexpr std::string_view metadata =
    "02 000A 6F6E4D65746144617461 08 00000003 "
    "0005 7769647468 00 4084000000000000 "
    "0006 686569676874 00 4076800000000000 "
    "0009 6672616D6572617465 00 403E000000000000 000009";

class Stream {
 public:
  explicit Stream(PayloadDepth depth = PayloadDepth::headers) : tracks_(depth) {}

  Stream& video(std::string_view hex) { return read(BodyType::video, bytes_of_hex(hex)); }
  Stream& audio(std::string_view hex) { return read(BodyType::audio, bytes_of_hex(hex)); }
  Stream& script(std::string_view hex) { return read(BodyType::script, bytes_of_hex(hex)); }

  Stream& read(BodyType type, const Bytes& bytes) {
    recorder_.lines.clear();
    tracks_.read({type, 0, bytes.size(), bytes}, recorder_);
    return *this;
  }

  /// What the last body gave.
  [[nodiscard]] const Lines& lines() const { return recorder_.lines; }
  [[nodiscard]] const Tracks& tracks() const { return tracks_; }

 private:
  Tracks tracks_;
  Recorder recorder_;
};

TEST(FlvTracks, tell_of_a_track_with_its_sequence_header) {
  EXPECT_THAT(Stream().video(avc_header).lines(),
              ElementsAre("video h264 Constrained Baseline 1.3 yuv420p 320x240 25",
                          "video config 0 ms 37 bytes"));
}

TEST(FlvTracks, tell_of_a_track_without_sequence_header_by_its_first_frame) {
  EXPECT_THAT(Stream().video("27 01 000000 00000001 41").lines(),
              ElementsAre("video h264 0x0 0", "video 0 ms 5 bytes"));
}

TEST(FlvTracks, do_not_tell_again_what_has_not_changed) {
  EXPECT_THAT(Stream().video(avc_header).video(avc_header).lines(),
              ElementsAre("video config 0 ms 37 bytes"));
}

TEST(FlvTracks, tell_of_a_sequence_header_that_changes_the_track) {
  EXPECT_EQ(Stream().video(avc_header).video(other_avc_header).lines().front(),
            "video h264 Main 3.0 yuv420p 640x360 29.97");
}

TEST(FlvTracks, tell_of_a_sequence_header_that_comes_late) {
  EXPECT_EQ(Stream().video("27 01 000000 00000001 41").video(avc_header).lines().front(),
            "video h264 Constrained Baseline 1.3 yuv420p 320x240 25");
}

TEST(FlvTracks, tell_of_another_codec) {
  EXPECT_EQ(Stream().video(avc_header).video("12 00").lines().front(), "video flv1 0x0 0");
}

TEST(FlvTracks, read_the_size_of_vp9_from_its_keyframe) {
  Stream stream;
  // vpcC: profile 0, level 3.1, 8 bits, 4:2:0; then a keyframe of 256x144.
  EXPECT_EQ(stream.video("90 76703039 00 1F 82 01 01 01 0000").lines().front(),
            "video vp9 Profile 0 3.1 yuv420p 0x0 0");
  EXPECT_EQ(stream.video("91 76703039 82498342000FF008F600").lines().front(),
            "video vp9 Profile 0 3.1 yuv420p 256x144 0");
}

TEST(FlvTracks, keep_the_size_of_vp9_when_its_record_comes_again) {
  Stream stream;
  constexpr std::string_view record = "90 76703039 00 1F 82 01 01 01 0000";
  stream.video(record).video("91 76703039 82498342000FF008F600");
  EXPECT_EQ(stream.video(record).lines().size(), 1U);
}

TEST(FlvTracks, read_the_size_of_vp8_from_its_keyframe) {
  EXPECT_EQ(Stream().video("91 76703038 706e00 9d012a 4001f000").lines().front(),
            "video vp8 yuv420p 320x240 0");
}

TEST(FlvTracks, read_rate_and_channels_of_mp3_from_its_frames) {
  EXPECT_EQ(Stream().audio("2F FFFB9464").lines().front(), "audio mp3 48000 Hz 2");
  EXPECT_EQ(Stream().audio("91 2E6D7033 FFFB90C4").lines().front(), "audio mp3 44100 Hz 1");
}

TEST(FlvTracks, read_rate_and_channels_of_opus_from_its_head) {
  EXPECT_EQ(
      Stream().audio("90 4F707573 4F70757348656164 01 02 3801 80BB0000 0000 00").lines().front(),
      "audio opus 48000 Hz 2");
}

TEST(FlvTracks, read_rate_and_channels_of_flac_from_its_stream_info) {
  EXPECT_EQ(Stream()
                .audio("90 664C6143 664c6143 00 000022 1200 1200 0004a3 000508 "
                       "0ac442f0000022745d105ceb212ad5d36e4f5608def3d8b7")
                .lines()
                .front(),
            "audio flac 44100 Hz 2");
}

TEST(FlvTracks, read_rate_and_channels_of_g711_from_its_tags) {
  EXPECT_EQ(Stream().audio("72 FF").lines().front(), "audio g711a 8000 Hz 1");
  EXPECT_EQ(Stream().audio("83 FF").lines().front(), "audio g711u 8000 Hz 2");
}

TEST(FlvTracks, know_nothing_but_the_codec_from_a_broken_sequence_header) {
  EXPECT_EQ(Stream().video("17 00 000000 00").lines().front(), "video h264 0x0 0");
}

TEST(FlvTracks, hand_on_metadata) {
  EXPECT_THAT(Stream().script(metadata).lines(), ElementsAre("metadata 640x360 30"));
}

TEST(FlvTracks, fall_back_on_metadata_where_the_bitstream_says_nothing) {
  EXPECT_EQ(Stream().script(metadata).video("12 00").lines().front(), "video flv1 640x360 30");
}

TEST(FlvTracks, believe_the_bitstream_more_than_metadata) {
  EXPECT_EQ(Stream().script(metadata).video(avc_header).lines().front(),
            "video h264 Constrained Baseline 1.3 yuv420p 320x240 25");
}

TEST(FlvTracks, tell_again_when_late_metadata_adds_something) {
  EXPECT_THAT(Stream().video("12 00").script(metadata).lines(),
              ElementsAre("metadata 640x360 30", "video flv1 640x360 30"));
}

TEST(FlvTracks, tell_what_metadata_declares) {
  // hasVideo true, hasAudio false
  EXPECT_THAT(Stream()
                  .script("02 000A 6F6E4D65746144617461 08 00000002 "
                          "0008 686173566964656F 01 01 0008 686173417564696F 01 00 000009")
                  .lines(),
              ElementsAre("metadata 0x0 0 video no audio"));
}

TEST(FlvTracks, take_a_named_codec_for_a_declaration) {
  EXPECT_THAT(Stream()
                  .script("02 000A 6F6E4D65746144617461 08 00000001 "
                          "000C 617564696F636F6465636964 00 4024000000000000 000009")
                  .lines(),
              ElementsAre("metadata 0x0 0 audio"));
}

TEST(FlvTracks, do_not_believe_impossible_metadata) {
  // width -1, height infinite, framerate NaN
  EXPECT_THAT(Stream()
                  .script("02 000A 6F6E4D65746144617461 08 00000003 "
                          "0005 7769647468 00 BFF0000000000000 "
                          "0006 686569676874 00 7FF0000000000000 "
                          "0009 6672616D6572617465 00 7FF8000000000000 000009")
                  .lines(),
              ElementsAre("metadata 0x0 0"));
}

TEST(FlvTracks, do_not_believe_half_a_size) {
  EXPECT_THAT(Stream()
                  .script("02 000A 6F6E4D65746144617461 08 00000001 "
                          "0005 7769647468 00 4084000000000000 000009")
                  .lines(),
              ElementsAre("metadata 0x0 0"));
}

TEST(FlvTracks, pass_over_broken_and_other_script_data) {
  EXPECT_THAT(Stream().script("02 000A 6F6E").lines(), IsEmpty());
  EXPECT_THAT(Stream().script("02 0004 6F6E4D65 05").lines(), IsEmpty());
}

struct NoPacket {
  const char* name;
  const char* hex;
};

const NoPacket no_packets[] = {
    {"an end of sequence", "17 02 000000"},
    {"a command", "57 00"},
    {"an empty body", ""},
    {"a frame without payload", "27 01 000000"},
    {"filler data alone", "27 01 000000 00000003 0CFF80"},
    {"an end of sequence NAL unit alone", "27 01 000000 00000001 0A"},
    {"colour information", "94 68766331 02"},
    {"multitrack", "96 01 61766331 00 000000 65"},
    {"a cut header", "91 6176"},
};

TEST(FlvTracks, take_no_more_than_frames_for_packets) {
  for (const auto& row : no_packets) {
    EXPECT_THAT(Stream().video(avc_header).video(row.hex).lines(), IsEmpty()) << row.name;
  }
}

TEST(FlvTracks, take_filler_data_of_hevc_for_no_packet) {
  Stream stream;
  EXPECT_EQ(stream.video("1C 01 000000 00000003 2601FF").lines().size(), 2U);
  EXPECT_THAT(stream.video("2C 01 000000 00000003 4C01FF").lines(), IsEmpty());
  EXPECT_EQ(stream.video("2C 01 000000 00000003 0201FF").lines().size(), 1U);
}

TEST(FlvTracks, take_filler_data_before_a_picture_for_part_of_it) {
  EXPECT_THAT(Stream().video(avc_header).video("27 01 000000 00000002 0C80 00000001 41").lines(),
              ElementsAre("video 0 ms 11 bytes"));
}

TEST(FlvTracks, count_multitrack_bodies) {
  Stream stream;
  stream.video("96 01 61766331 00 000000 65").audio("95 01 4F707573 00 FC");
  EXPECT_EQ(stream.tracks().multitrack_bodies(), 2U);
}

TEST(FlvTracks, carry_no_payload_where_only_headers_are_read) {
  EXPECT_EQ(Stream().audio("2F FFFB").lines().back(), "audio 0 ms 2 bytes");
}

TEST(FlvTracks, carry_the_first_64_bytes_of_a_payload) {
  Stream stream(PayloadDepth::prefix);
  stream.read(BodyType::audio, padded("2F 01", 100));
  EXPECT_EQ(stream.lines().back(), "audio 0 ms 99 bytes: 1" + zeros(63));
}

TEST(FlvTracks, carry_a_whole_payload) {
  Stream stream(PayloadDepth::whole);
  stream.read(BodyType::audio, padded("2F 01", 100));
  EXPECT_EQ(stream.lines().back(), "audio 0 ms 99 bytes: 1" + zeros(98));
}

TEST(FlvTracks, add_the_nanoseconds_of_a_modifier_to_the_presentation_time) {
  EXPECT_EQ(Stream().audio("97 02 07A120 01 4F707573 FC").lines().back(), "audio 0+0.5 ms 1 bytes");
}

}  // namespace
}  // namespace media::flv
