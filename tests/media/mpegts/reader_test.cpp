#include "media/mpegts/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/media/mpegts/recorder.hpp"
#include "tests/media/mpegts/writer.hpp"

namespace media::mpegts::test {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

constexpr std::uint64_t second = 90'000;

class MpegtsReader : public testing::Test {
 protected:
  void read() {
    reader.push(writer.bytes, nanoseconds(++pushes), seen);
    writer.bytes.clear();
  }

  void read_to_the_end() {
    read();
    reader.finish(seen);
  }

  /// Tables, then `count` pictures and clock references 40 ms apart.
  void write_pictures(unsigned count, std::uint64_t first = second) {
    writer.tables();
    for (unsigned i = 0; i < count; ++i) picture(first + i * 3600, i % 25 == 0);
  }

  void picture(std::uint64_t time, bool is_keyframe = false) {
    writer.unit(Writer::video_pid, Writer::pes(h264(is_keyframe), time),
                {.pcr = (time - 900) * 300});
  }

  Writer writer;
  Reader reader;
  Recorder seen;
  int pushes = 0;
};

TEST_F(MpegtsReader, tells_the_tracks_of_the_program_map) {
  write_pictures(5);
  read();
  ASSERT_EQ(seen.tracks.size(), 2U);
  EXPECT_EQ(seen.tracks[0].pid, Writer::video_pid);
  EXPECT_EQ(seen.tracks[0].program, 1);
  EXPECT_EQ(seen.tracks[0].kind, TrackKind::video);
  EXPECT_EQ(seen.tracks[0].codec, "h264");
  EXPECT_EQ(seen.tracks[1].kind, TrackKind::audio);
  EXPECT_EQ(seen.tracks[1].codec, "aac");
}

TEST_F(MpegtsReader, gives_each_picture_with_its_times_and_size) {
  writer.tables();
  writer.unit(Writer::video_pid, Writer::pes(h264(true, 500), 2 * second, second));
  writer.unit(Writer::video_pid, Writer::pes(h264(false, 300), 3 * second));
  read_to_the_end();
  ASSERT_EQ(seen.frames.size(), 2U);
  const Frame& first = seen.frames[0].frame;
  EXPECT_TRUE(first.is_keyframe);
  EXPECT_FALSE(first.is_damaged);
  EXPECT_EQ(first.pts, std::chrono::seconds(2));
  EXPECT_EQ(first.dts, std::chrono::seconds(1));
  EXPECT_EQ(first.size, 500U);
  const Frame& last = seen.frames[1].frame;
  EXPECT_FALSE(last.is_keyframe);
  EXPECT_EQ(last.dts, std::chrono::seconds(3));
  EXPECT_EQ(last.size, 300U);
}

TEST_F(MpegtsReader, gives_the_same_however_the_bytes_are_split) {
  write_pictures(12);
  writer.unit(Writer::audio_pid, Writer::pes(adts() + adts(70), second, {}, true));
  const Bytes all = writer.bytes;
  read_to_the_end();
  for (std::size_t size = 1; size < 600; ++size) {
    Reader other;
    Recorder split;
    for (std::size_t from = 0; from < all.size(); from += size) {
      other.push(std::span(all).subspan(from, std::min(size, all.size() - from)), {}, split);
    }
    other.finish(split);
    ASSERT_EQ(split.text(), seen.text()) << "pieces of " << size;
    ASSERT_EQ(other.counters(), reader.counters()) << "pieces of " << size;
  }
}

TEST_F(MpegtsReader, says_when_the_last_packet_of_a_picture_came) {
  writer.tables();
  writer.unit(Writer::video_pid, Writer::pes(h264(true, 1000), second));
  const auto all = std::span(writer.bytes);
  reader.push(all.first(all.size() - 188), milliseconds(10), seen);
  reader.push(all.last(188), milliseconds(20), seen);
  reader.finish(seen);
  ASSERT_EQ(seen.frames.size(), 1U);
  EXPECT_EQ(seen.frames[0].frame.arrival, milliseconds(20));
}

TEST_F(MpegtsReader, unwraps_time_stamps) {
  constexpr std::uint64_t end = std::uint64_t{1} << 33U;
  writer.tables();
  picture(end - 3600, true);
  picture(0);
  picture(3600);
  read_to_the_end();
  ASSERT_EQ(seen.frames.size(), 3U);
  EXPECT_EQ(seen.frames[1].frame.dts - seen.frames[0].frame.dts, milliseconds(40));
  EXPECT_EQ(seen.frames[2].frame.dts - seen.frames[1].frame.dts, milliseconds(40));
}

TEST_F(MpegtsReader, carries_payload_as_deep_as_asked_for) {
  reader = Reader(10);
  writer.tables();
  writer.unit(Writer::video_pid, Writer::pes(h264(true, 400), second));
  read_to_the_end();
  ASSERT_EQ(seen.frames.size(), 1U);
  const Bytes unit = h264(true, 400);
  EXPECT_EQ(seen.frames[0].payload, Bytes(unit.begin(), unit.begin() + 10));
}

TEST_F(MpegtsReader, carries_whole_access_units_when_asked_to) {
  reader = Reader(std::size_t{1} << 24U);
  writer.tables();
  writer.unit(Writer::video_pid, Writer::pes(h264(true, 40'000), second));
  read_to_the_end();
  ASSERT_EQ(seen.frames.size(), 1U);
  EXPECT_EQ(seen.frames[0].payload, h264(true, 40'000));
}

struct Stride {
  const char* name;
  std::size_t before;
  std::size_t behind;
};

TEST_F(MpegtsReader, finds_packets_of_188_192_and_204_bytes) {
  write_pictures(12);
  for (const Stride& stride :
       {Stride{"plain", 0, 0}, Stride{"time stamps", 4, 0}, Stride{"parity", 0, 16}}) {
    SCOPED_TRACE(stride.name);
    Bytes padded;
    for (std::size_t from = 0; from < writer.bytes.size(); from += 188) {
      padded.resize(padded.size() + stride.before, std::byte{0x5A});
      padded.insert(padded.end(), writer.bytes.begin() + static_cast<std::ptrdiff_t>(from),
                    writer.bytes.begin() + static_cast<std::ptrdiff_t>(from + 188));
      padded.resize(padded.size() + stride.behind, std::byte{0x5A});
    }
    Reader other;
    Recorder found;
    other.push(padded, {}, found);
    other.finish(found);
    EXPECT_EQ(found.of(Writer::video_pid).size(), 12U);
    EXPECT_EQ(other.counters().continuity_errors, 0U);
  }
}

TEST_F(MpegtsReader, begins_in_the_middle_of_a_packet) {
  write_pictures(12);
  writer.bytes.erase(writer.bytes.begin(), writer.bytes.begin() + 100);
  writer.tables();
  picture(10 * second, true);
  read_to_the_end();
  EXPECT_EQ(reader.counters().sync_losses, 0U);
  EXPECT_EQ(seen.frames.size(), 1U);
}

TEST_F(MpegtsReader, takes_a_stream_of_less_than_five_packets) {
  writer.tables();
  writer.unit(Writer::video_pid, Writer::pes(h264(true), second));
  read_to_the_end();
  EXPECT_EQ(seen.frames.size(), 1U);
}

TEST_F(MpegtsReader, finds_no_packet_in_something_else) {
  std::string page;
  while (page.size() < 100'000) page += "<html>GGG the page that a server shows for an error\n";
  const auto bytes = std::as_bytes(std::span(page));
  reader.push(bytes, {}, seen);
  reader.finish(seen);
  EXPECT_EQ(reader.counters().packets, 0U);
  EXPECT_EQ(reader.bytes_without_sync(), page.size());
}

TEST_F(MpegtsReader, takes_one_broken_sync_byte_for_no_loss_of_step) {
  write_pictures(12);
  writer.bytes[188 * 6] = std::byte{0};
  read();
  EXPECT_EQ(reader.counters().sync_byte_errors, 1U);
  EXPECT_EQ(reader.counters().sync_losses, 0U);
}

TEST_F(MpegtsReader, loses_its_step_at_two_and_finds_it_again) {
  write_pictures(12);
  writer.bytes.insert(writer.bytes.begin() + 188 * 7, 30, std::byte{0});  // all moves on
  for (unsigned i = 0; i < 12; ++i) picture(3 * second + i * 3600, i == 0);
  read_to_the_end();
  EXPECT_EQ(reader.counters().sync_byte_errors, 2U);
  EXPECT_EQ(reader.counters().sync_losses, 1U);
  // All but the one that has the noise before it.
  EXPECT_EQ(reader.counters().packets, 2U + 12U + 12U - 1U);
}

TEST_F(MpegtsReader, counts_a_packet_that_is_missing_once) {
  write_pictures(12);
  writer.bytes.erase(writer.bytes.begin() + 188 * 5, writer.bytes.begin() + 188 * 6);
  read_to_the_end();
  EXPECT_EQ(reader.counters().continuity_errors, 1U);
  EXPECT_EQ(seen.frames.size(), 11U);
}

TEST_F(MpegtsReader, marks_a_picture_of_which_packets_are_missing) {
  writer.tables();
  writer.unit(Writer::video_pid, Writer::pes(h264(true, 1000), second));
  picture(2 * second);
  picture(3 * second);
  writer.bytes.erase(writer.bytes.begin() + 188 * 4, writer.bytes.begin() + 188 * 5);
  read_to_the_end();
  ASSERT_EQ(seen.frames.size(), 3U);
  EXPECT_TRUE(seen.frames[0].frame.is_damaged);
  EXPECT_EQ(seen.frames[0].frame.size, 1000U - 184U);
  EXPECT_FALSE(seen.frames[1].frame.is_damaged);
}

TEST_F(MpegtsReader, takes_a_packet_that_came_twice_once) {
  write_pictures(12);
  const Bytes twice(writer.bytes.begin() + 188 * 5, writer.bytes.begin() + 188 * 6);
  writer.bytes.insert(writer.bytes.begin() + 188 * 5, twice.begin(), twice.end());
  read_to_the_end();
  EXPECT_EQ(reader.counters().continuity_errors, 0U);
  EXPECT_EQ(seen.frames.size(), 12U);
  for (const auto& frame : seen.frames) EXPECT_EQ(frame.frame.size, 100U);
}

TEST_F(MpegtsReader, finds_an_error_in_a_packet_that_came_three_times) {
  write_pictures(12);
  const Bytes again(writer.bytes.begin() + 188 * 5, writer.bytes.begin() + 188 * 6);
  for (int i = 0; i < 2; ++i) {
    writer.bytes.insert(writer.bytes.begin() + 188 * 5, again.begin(), again.end());
  }
  read();
  EXPECT_EQ(reader.counters().continuity_errors, 1U);
}

TEST_F(MpegtsReader, leaves_a_packet_out_that_is_marked_as_broken) {
  write_pictures(12);
  writer.bytes[188 * 5 + 1] |= std::byte{0x80};
  read_to_the_end();
  EXPECT_EQ(reader.counters().transport_errors, 1U);
  EXPECT_EQ(reader.counters().continuity_errors, 1U);  // of the next one
  EXPECT_EQ(seen.frames.size(), 11U);
}

TEST_F(MpegtsReader, says_that_it_cannot_read_what_is_scrambled) {
  write_pictures(12);
  for (std::size_t packet = 2; packet < 14; ++packet) {
    writer.bytes[188 * packet + 3] |= std::byte{0x80};
  }
  read_to_the_end();
  EXPECT_EQ(reader.counters().scrambled_packets, 12U);
  EXPECT_TRUE(seen.frames.empty());
}

TEST_F(MpegtsReader, leaves_out_a_table_whose_checksum_is_wrong) {
  writer.tables();
  writer.bytes[187] ^= std::byte{1};
  for (int i = 0; i < 4; ++i) picture(second, true);
  read_to_the_end();
  EXPECT_EQ(reader.counters().crc_errors, 1U);
  EXPECT_TRUE(seen.tracks.empty());
}

TEST_F(MpegtsReader, counts_tables_that_are_late) {
  writer.tables();
  for (unsigned i = 0; i < 50; ++i) picture(second + i * 3600, i == 0);  // 1.96 s without another
  read();
  EXPECT_EQ(reader.counters().pat_errors, 3U);
  EXPECT_EQ(reader.counters().pmt_errors, 3U);
}

TEST_F(MpegtsReader, is_content_with_tables_every_half_second) {
  for (unsigned i = 0; i < 50; ++i) {
    if (i % 12 == 0) writer.tables();
    picture(second + i * 3600, i == 0);
  }
  read();
  EXPECT_EQ(reader.counters().pat_errors, 0U);
  EXPECT_EQ(reader.counters().pmt_errors, 0U);
}

TEST_F(MpegtsReader, finds_another_table_with_the_pid_of_the_pat) {
  writer.tables();
  writer.table(association_pid, Writer::section(0x42, 1, hex("00000000")));
  for (int i = 0; i < 4; ++i) picture(second, true);
  read();
  EXPECT_EQ(reader.counters().pat_errors, 1U);
}

TEST_F(MpegtsReader, misses_a_track_that_does_not_come_for_five_seconds) {
  for (unsigned i = 0; i <= 150; ++i) {
    if (i % 10 == 0) writer.tables();
    picture(second + i * 3600, i == 0);
  }
  read();
  EXPECT_EQ(reader.counters().pid_errors, 1U);  // the sound
}

TEST_F(MpegtsReader, misses_time_stamps_after_700_ms) {
  writer.tables();
  picture(second, true);
  for (unsigned i = 1; i <= 25; ++i) writer.clock((second - 900 + i * 3600) * 300);
  read();
  // The first reference behind the picture begins the time, the 18th after it ends 700 ms.
  EXPECT_EQ(reader.counters().pts_errors, 1U);
}

TEST_F(MpegtsReader, tells_a_track_again_when_its_codec_has_changed) {
  writer.tables();
  writer.table(Writer::map_pid, Writer::map({{0x24, Writer::video_pid}}, 1, 1));
  writer.tables();
  read_to_the_end();
  std::vector<std::string> codecs;
  for (const Track& track : seen.tracks) codecs.push_back(track.codec);
  EXPECT_THAT(codecs, ElementsAre("h264", "aac", "hevc", "h264", "aac"));
}

TEST_F(MpegtsReader, keeps_tracks_that_a_new_map_still_has) {
  write_pictures(2);
  writer.table(Writer::map_pid, Writer::map({{0x1B, Writer::video_pid}, {0x86, 0x102}}, 1, 1));
  picture(2 * second);
  read_to_the_end();
  std::vector<std::string> codecs;
  for (const Track& track : seen.tracks) codecs.push_back(track.codec);
  EXPECT_THAT(codecs, ElementsAre("h264", "aac", "scte35"));
  EXPECT_EQ(seen.of(Writer::video_pid).size(), 3U);
}

TEST_F(MpegtsReader, reads_a_program_association_in_several_sections) {
  writer.table(association_pid, Writer::association({{1, 0x1000}}, 0, 0, 1));
  writer.table(association_pid, Writer::association({{2, 0x1001}}, 0, 1, 1));
  writer.table(0x1000, Writer::map({{0x1B, 0x100}}, 1));
  EXPECT_FALSE(reader.has_tables());
  writer.table(0x1001, Writer::map({{0x0F, 0x200}}, 2));
  picture(second);
  read();
  EXPECT_TRUE(reader.has_tables());
  ASSERT_EQ(seen.tracks.size(), 2U);
  EXPECT_EQ(seen.tracks[1].program, 2);
}

TEST_F(MpegtsReader, reads_maps_of_several_programs_with_one_pid) {
  writer.table(association_pid, Writer::association({{1, 0x1000}, {2, 0x1000}}));
  writer.unit(0x1000, Bytes{std::byte{0}} + Writer::map({{0x1B, 0x100}}, 1) +
                          Writer::map({{0x0F, 0x200}}, 2));
  for (int i = 0; i < 4; ++i) picture(second);
  read();
  EXPECT_EQ(seen.tracks.size(), 2U);
  EXPECT_TRUE(reader.has_tables());
}

TEST_F(MpegtsReader, reads_a_table_that_is_longer_than_a_packet) {
  std::vector<Writer::Stream> streams;
  for (std::uint16_t i = 0; i < 20; ++i) {
    streams.push_back({0x0F, static_cast<std::uint16_t>(0x200 + i), Bytes(20, std::byte{1})});
  }
  writer.table(association_pid, Writer::association({{1, Writer::map_pid}}));
  writer.table(Writer::map_pid, Writer::map(streams));
  for (int i = 0; i < 4; ++i) picture(second);
  read();
  EXPECT_EQ(seen.tracks.size(), 20U);
}

TEST_F(MpegtsReader, watches_32_tracks_at_most) {
  std::vector<Writer::Stream> streams;
  for (std::uint16_t i = 0; i < 100; ++i) {
    streams.push_back({0x0F, static_cast<std::uint16_t>(0x200 + i), {}});
  }
  writer.table(association_pid, Writer::association({{1, Writer::map_pid}}));
  writer.table(Writer::map_pid, Writer::map(streams));
  for (int i = 0; i < 4; ++i) picture(second);
  read();
  EXPECT_EQ(seen.tracks.size(), 32U);
}

TEST_F(MpegtsReader, takes_no_offence_at_a_seam) {
  write_pictures(12);
  read();
  reader.restart(seen);
  Writer segment;
  segment.tables();
  for (unsigned i = 0; i < 12; ++i) {
    const std::uint64_t time = 20 * second + i * 3600;
    segment.unit(Writer::video_pid, Writer::pes(h264(i == 0), time), {.pcr = time * 300});
  }
  reader.push(segment.bytes, {}, seen);
  reader.finish(seen);
  EXPECT_EQ(reader.counters().continuity_errors, 0U);
  EXPECT_EQ(reader.counters().pcr_discontinuities, 0U);
  EXPECT_EQ(seen.tracks.size(), 2U);
  EXPECT_EQ(seen.frames.size(), 24U);
}

TEST_F(MpegtsReader, knows_whether_tables_come_before_media) {
  write_pictures(12);
  read();
  EXPECT_TRUE(reader.has_tables());
  EXPECT_FALSE(reader.had_media_before_tables());
  reader.restart(seen);
  EXPECT_FALSE(reader.has_tables());
  for (int i = 0; i < 6; ++i) picture(2 * second);
  read();
  EXPECT_TRUE(reader.had_media_before_tables());
}

TEST_F(MpegtsReader, gives_sections_of_cues_at_the_time_of_the_clock) {
  writer.table(association_pid, Writer::association({{1, Writer::map_pid}}));
  writer.table(Writer::map_pid, Writer::map({{0x1B, Writer::video_pid}, {0x86, 0x102}}));
  writer.clock(5 * second * 300);
  writer.table(0x102, hex("FC3003 000000"));
  picture(5 * second);
  read();
  const auto cues = seen.of(0x102);
  ASSERT_EQ(cues.size(), 1U);
  EXPECT_EQ(cues[0].pts, std::chrono::seconds(5));
  EXPECT_EQ(cues[0].size, 6U);
}

TEST_F(MpegtsReader, gives_timed_metadata_as_data) {
  writer.table(association_pid, Writer::association({{1, Writer::map_pid}}));
  writer.table(Writer::map_pid,
               Writer::map({{0x15, 0x102, hex("260D FFFF 49443320 FF 49443320 00 0F")}}));
  writer.unit(0x102, Writer::pes(Bytes(60, std::byte{7}), second, {}, true));
  for (int i = 0; i < 4; ++i) picture(second);
  read();
  ASSERT_EQ(seen.tracks.size(), 1U);
  EXPECT_EQ(seen.tracks[0].codec, "id3");
  EXPECT_EQ(seen.tracks[0].kind, TrackKind::data);
  ASSERT_EQ(seen.of(0x102).size(), 1U);
  EXPECT_EQ(seen.of(0x102)[0].size, 60U);
}

}  // namespace
}  // namespace media::mpegts::test
