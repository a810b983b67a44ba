#include "media/flv/reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/flv/reading.hpp"

namespace media::flv {
namespace {

using namespace test;
using testing::ElementsAre;

FlvWriter begun() { return FlvWriter().file_header(); }

TEST(FlvReader, tells_tracks_and_packets_in_the_order_of_the_bytes) {
  const Bytes file = begun()
                         .video(0, avc_header)
                         .audio(0, aac_header)
                         .video(0, "17 01 000050 00000001 65")
                         .audio(5, "AF 01 2101")
                         .video(40, "27 01 000000 00000002 4101")
                         .end();
  EXPECT_THAT(read_all(file), ElementsAre("video h264 Constrained Baseline 1.3 yuv420p 320x240 25",
                                          "video config 0 ms 37 bytes", "audio aac LC 48000 Hz 2",
                                          "audio config 0 ms 2 bytes", "video key 0+80 ms 5 bytes",
                                          "audio 5 ms 2 bytes", "video 40 ms 6 bytes"));
}

TEST(FlvReader, has_timestamps_of_32_bits) {
  const Bytes file = begun().video(0x89ABCDEF, "27 01 000000 00000001 41").end();
  EXPECT_EQ(read_all(file).back(), "video 2309737967 ms 5 bytes");
}

TEST(FlvReader, unwraps_each_track_by_itself) {
  const Bytes file = begun()
                         .video(0xFFFFFFF0, "27 01 000000 00000001 41")
                         .audio(0xFFFFFFF8, "2F FF")
                         .video(0x18, "27 01 000000 00000001 41")
                         .audio(0xFFFFFFFC, "2F FF")
                         .end();
  const Lines lines = read_all(file);
  EXPECT_EQ(lines[lines.size() - 2], "video 4294967320 ms 5 bytes");
  EXPECT_EQ(lines.back(), "audio 4294967292 ms 1 bytes");
}

TEST(FlvReader, composes_times_before_the_decoding_time) {
  const Bytes file = begun().video(100, "27 01 FFFFD8 00000001 41").end();
  EXPECT_EQ(read_all(file).back(), "video 100+-40 ms 5 bytes");
}

TEST(FlvReader, skips_a_longer_file_header) {
  const Bytes file = FlvWriter()
                         .file_header("464C56 01 05 0000000B 0000")
                         .video(0, "27 01 000000 00000001 41")
                         .end();
  EXPECT_EQ(read_all(file).back(), "video 0 ms 5 bytes");
}

TEST(FlvReader, skips_an_empty_tag) {
  const Bytes file = begun().audio(0, "").video(0, "27 01 000000 00000001 41").end();
  EXPECT_THAT(read_all(file), ElementsAre("video h264 0x0 0", "video 0 ms 5 bytes"));
}

struct Previous {
  const char* name;
  std::uint32_t size;
};

const Previous forgiven[] = {{"zero", 0}, {"without the header", 10}, {"with the header", 21}};

TEST(FlvReader, forgives_the_usual_mistakes_in_the_size_of_the_tag_before) {
  for (const auto& row : forgiven) {
    FlvWriter writer = begun().video(0, "27 01 000000 00000001 41");
    const Bytes file = writer.pretend_previous(row.size).audio(0, "2F FF").end();
    EXPECT_EQ(read_all(file).back(), "audio 0 ms 1 bytes") << row.name;
  }
}

TEST(FlvReader, forgives_any_size_before_the_first_tag) {
  const Bytes file = begun().pretend_previous(77).audio(0, "2F FF").end();
  EXPECT_EQ(read_all(file).back(), "audio 0 ms 1 bytes");
}

struct Broken {
  const char* name;
  const char* hex;
  const char* error;
};

const Broken broken[] = {
    {"another signature", "3C68746D6C3E3C6865", "byte 0: no FLV signature"},
    {"a short file header", "464C56 01 05 00000008", "byte 0: a file header of 8 bytes"},
    {"an endless file header", "464C56 01 05 FFFFFFFF",
     "byte 0: a file header of 4294967295 bytes"},
    {"an unknown tag", "464C56 01 05 00000009 00000000 1F 000001 000000 00 000000",
     "byte 13: tag type 31 is none of 8, 9 and 18"},
    {"reserved bits", "464C56 01 05 00000009 00000000 89 000001 000000 00 000000",
     "byte 13: tag type 137 is none of 8, 9 and 18"},
    {"an encrypted tag", "464C56 01 05 00000009 00000000 29 000001 000000 00 000000",
     "byte 13: an encrypted tag"},
    {"a wrong size behind a tag",
     "464C56 01 05 00000009 00000000 08 000001 000000 00 000000 2F 0000000D",
     "byte 25: the size of the tag before is given as 13, it was 12"},
};

TEST(FlvReader, says_where_the_bytes_stop_being_flv) {
  for (const auto& row : broken) {
    EXPECT_EQ(read_all(bytes_of_hex(row.hex)).back(), row.error) << row.name;
  }
}

TEST(FlvReader, stays_with_its_error) {
  Reader reader;
  Recorder recorder;
  const auto first = reader.push(bytes_of_hex("3C68746D6C3E3C6865"), recorder);
  const auto second = reader.push(begun().audio(0, "2F FF").end(), recorder);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->sentence, second->sentence);
  EXPECT_TRUE(recorder.lines.empty());
}

TEST(FlvReader, gives_no_packet_for_a_tag_that_is_cut) {
  Bytes file = begun().audio(0, "2F FFFFFF").bytes();
  file.pop_back();
  EXPECT_TRUE(read_all(file).empty());
}

TEST(FlvReader, gives_a_packet_before_the_size_behind_its_tag_has_come) {
  EXPECT_EQ(read_all(begun().audio(0, "2F FFFFFF").bytes()).back(), "audio 0 ms 3 bytes");
}

TEST(FlvReader, knows_where_a_file_may_end) {
  const Bytes file = begun().audio(0, "2F FF").audio(1, "2F FF").end();
  std::string ends;
  for (std::size_t size = 0; size <= file.size(); ++size) {
    Reader reader;
    Recorder recorder;
    reader.push(std::span(file).first(size), recorder);
    ends += reader.is_between_tags() ? '|' : '.';
  }
  EXPECT_EQ(ends, std::string(9, '.') + "...." + "|" + "............" + "|||||" + "............" +
                      "|||||");
}

}  // namespace
}  // namespace media::flv
