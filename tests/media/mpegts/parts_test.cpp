// The parts that a transport stream's reader is made of, each for itself.
#include <gtest/gtest.h>

#include "media/mpegts/continuity.hpp"
#include "media/mpegts/pes.hpp"
#include "media/mpegts/program_clock.hpp"
#include "media/mpegts/repetition.hpp"
#include "media/mpegts/section.hpp"
#include "media/mpegts/stream_type.hpp"
#include "media/mpegts/timeline.hpp"
#include "tests/media/mpegts/writer.hpp"

namespace media::mpegts::test {
namespace {

TEST(MpegtsCrc32, is_that_of_the_specification) {
  const std::string_view digits = "123456789";
  EXPECT_EQ(crc32(std::as_bytes(std::span(digits))), 0x0376E6E7U);
}

TEST(MpegtsPacket, has_its_header_s_fields) {
  Writer writer;
  writer.packet(0x123, true, Bytes(10, std::byte{1}), 0,
                {.pcr = 27'000'123, .is_discontinuous = true, .is_random_access = true});
  const auto packet = read_packet(PacketBytes(writer.bytes.data(), packet_bytes));
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->pid, 0x123);
  EXPECT_TRUE(packet->starts_unit);
  EXPECT_TRUE(packet->is_discontinuous);
  EXPECT_TRUE(packet->is_random_access);
  EXPECT_EQ(packet->pcr, 27'000'123U);
  EXPECT_EQ(packet->payload.size(), 10U);
}

TEST(MpegtsPacket, whose_adaptation_field_is_too_long_is_none) {
  Bytes bytes = hex("47 0100 30 B8");
  bytes.resize(188);
  EXPECT_FALSE(read_packet(PacketBytes(bytes.data(), packet_bytes)));
}

TEST(MpegtsPacket, with_neither_field_nor_payload_is_none) {
  Bytes bytes = hex("47 0100 00");
  bytes.resize(188);
  EXPECT_FALSE(read_packet(PacketBytes(bytes.data(), packet_bytes)));
}

Packet packet(std::uint8_t counter, bool is_discontinuous = false, bool has_payload = true) {
  static const Bytes payload(184, std::byte{1});
  Packet packet;
  packet.continuity_counter = counter;
  packet.has_payload = has_payload;
  packet.is_discontinuous = is_discontinuous;
  if (has_payload) packet.payload = payload;
  return packet;
}

TEST(MpegtsContinuity, follows_across_the_wrap) {
  ContinuityCounter counter;
  EXPECT_EQ(counter.take(packet(14)), Sequence::restarts);
  EXPECT_EQ(counter.take(packet(15)), Sequence::follows);
  EXPECT_EQ(counter.take(packet(0)), Sequence::follows);
}

TEST(MpegtsContinuity, stands_still_in_packets_without_payload) {
  ContinuityCounter counter;
  (void)counter.take(packet(3));
  EXPECT_EQ(counter.take(packet(3, false, false)), Sequence::follows);
  EXPECT_EQ(counter.take(packet(4)), Sequence::follows);
}

TEST(MpegtsContinuity, allows_one_duplicate) {
  ContinuityCounter counter;
  (void)counter.take(packet(3));
  EXPECT_EQ(counter.take(packet(3)), Sequence::duplicate);
  EXPECT_EQ(counter.take(packet(3)), Sequence::breaks);
  EXPECT_EQ(counter.take(packet(4)), Sequence::follows);
}

TEST(MpegtsContinuity, knows_a_duplicate_by_its_payload) {
  const Bytes other(184, std::byte{2});
  ContinuityCounter counter;
  (void)counter.take(packet(3));
  Packet sixteen_later = packet(3);
  sixteen_later.payload = other;
  EXPECT_EQ(counter.take(sixteen_later), Sequence::breaks);
}

TEST(MpegtsContinuity, takes_an_indicated_discontinuity) {
  ContinuityCounter counter;
  (void)counter.take(packet(3));
  EXPECT_EQ(counter.take(packet(9, true)), Sequence::restarts);
  EXPECT_EQ(counter.take(packet(12)), Sequence::breaks);
}

TEST(MpegtsTimeline, keeps_a_step_back_across_the_wrap) {
  Timeline line;
  EXPECT_EQ(line.time_of(9), std::chrono::microseconds(100));
  EXPECT_EQ(line.time_of((std::uint64_t{1} << 33U) - 9), -std::chrono::microseconds(100));
  EXPECT_EQ(line.time_of(90'000), std::chrono::seconds(1));
}

TEST(MpegtsClock, counts_references_that_are_far_apart) {
  ProgramClock clock;
  Counters counters;
  constexpr std::uint64_t millisecond = 27'000;
  std::uint64_t now = 0;
  for (const std::uint64_t step : {0U, 40U, 41U, 100U, 101U}) {
    clock.take(now += step * millisecond, false, counters);
  }
  EXPECT_EQ(counters.pcr_over_40_ms, 3U);
  EXPECT_EQ(counters.pcr_over_100_ms, 1U);
  EXPECT_EQ(counters.pcr_discontinuities, 1U);
  EXPECT_EQ(clock.elapsed(), 282 * 27'000);
}

TEST(MpegtsClock, counts_a_step_back_as_a_discontinuity) {
  ProgramClock clock;
  Counters counters;
  clock.take(27'000'000, false, counters);
  clock.take(26'999'999, false, counters);
  EXPECT_EQ(counters.pcr_discontinuities, 1U);
  EXPECT_EQ(counters.pcr_over_40_ms, 0U);
  EXPECT_EQ(clock.elapsed(), 0);
}

TEST(MpegtsClock, takes_a_jump_that_is_indicated) {
  ProgramClock clock;
  Counters counters;
  clock.take(27'000'000, false, counters);
  clock.take(0, true, counters);
  EXPECT_EQ(counters, Counters{});
}

TEST(MpegtsClock, runs_on_behind_the_wrap) {
  constexpr std::uint64_t range = (std::uint64_t{1} << 33U) * 300;
  ProgramClock clock;
  Counters counters;
  clock.take(range - 270'000, false, counters);
  clock.take(270'000, false, counters);
  EXPECT_EQ(counters, Counters{});
  EXPECT_EQ(clock.elapsed(), 540'000);
}

TEST(MpegtsRepetition, counts_how_often_the_limit_has_passed) {
  Repetition repetition;
  EXPECT_EQ(repetition.check(100, 10), 0U);  // nothing came yet
  repetition.see();
  EXPECT_EQ(repetition.check(110, 10), 0U);
  EXPECT_EQ(repetition.check(120, 10), 0U);
  EXPECT_EQ(repetition.check(121, 10), 1U);
  EXPECT_EQ(repetition.check(141, 10), 2U);
}

TEST(MpegtsSection, is_put_together_across_packets) {
  const Bytes section = Writer::section(2, 7, Bytes(300, std::byte{5}));
  const Bytes payload = Bytes{std::byte{0}} + section + Bytes(20, std::byte{0xFF});
  SectionAssembler assembler;
  assembler.begin(std::span(payload).first(184), true, true);
  EXPECT_FALSE(assembler.next());
  assembler.begin(std::span(payload).subspan(184), false, true);
  const auto found = assembler.next();
  ASSERT_TRUE(found);
  EXPECT_EQ(Bytes(found->begin(), found->end()), section);
  EXPECT_FALSE(assembler.next());
}

TEST(MpegtsSection, ends_where_the_pointer_field_says) {
  const Bytes section = Writer::section(2, 7, Bytes(200, std::byte{5}));
  const Bytes first = Bytes{std::byte{0}} + Bytes(section.begin(), section.begin() + 183);
  Bytes second;
  put(second, section.size() - 183, 1);
  second = second + Bytes(section.begin() + 183, section.end()) + section;
  SectionAssembler assembler;
  assembler.begin(first, true, true);
  EXPECT_FALSE(assembler.next());
  assembler.begin(second, true, true);
  EXPECT_TRUE(assembler.next());
  EXPECT_TRUE(assembler.next());
  EXPECT_FALSE(assembler.next());
}

TEST(MpegtsSection, is_dropped_when_a_packet_of_it_is_missing) {
  const Bytes section = Writer::section(2, 7, Bytes(300, std::byte{5}));
  const Bytes payload = Bytes{std::byte{0}} + section;
  SectionAssembler assembler;
  assembler.begin(std::span(payload).first(184), true, true);
  EXPECT_FALSE(assembler.next());
  assembler.begin(std::span(payload).subspan(184), false, false);
  EXPECT_FALSE(assembler.next());
}

TEST(MpegtsPes, has_times_wherever_its_header_is_cut) {
  const Bytes packet = Writer::pes(Bytes(5, std::byte{1}), 0x1'2345'6789, 0x0'8765'4321, true);
  for (std::size_t cut = 0; cut <= packet.size(); ++cut) {
    SCOPED_TRACE(cut);
    PesReader reader;
    reader.begin();
    bool is_complete = false;
    std::size_t size = 0;
    for (auto piece : {std::span<const std::byte>(packet).first(cut),
                       std::span<const std::byte>(packet).subspan(cut)}) {
      is_complete = reader.take_header(piece) || is_complete;
      size += reader.take_payload(piece).size();
    }
    EXPECT_TRUE(is_complete);
    EXPECT_EQ(reader.header().pts, 0x1'2345'6789U);
    EXPECT_EQ(reader.header().dts, 0x0'8765'4321U);
    EXPECT_EQ(size, 5U);
    EXPECT_TRUE(reader.is_complete());
  }
}

TEST(MpegtsPes, without_its_start_code_is_none) {
  const Bytes bytes = hex("000002E0 0000 80 00 00 0102");
  PesReader reader;
  reader.begin();
  std::span<const std::byte> rest = bytes;
  EXPECT_FALSE(reader.take_header(rest));
  EXPECT_TRUE(reader.take_payload(rest).empty());
}

struct Typed {
  std::uint8_t type;
  const char* descriptors;
  TrackKind kind;
  const char* codec;
};

TEST(MpegtsStreamType, names_what_a_track_carries) {
  const Typed rows[] = {
      {0x1B, "", TrackKind::video, "h264"},
      {0x24, "", TrackKind::video, "hevc"},
      {0x02, "", TrackKind::video, "mpeg2video"},
      {0x0F, "", TrackKind::audio, "aac"},
      {0x11, "", TrackKind::audio, "aac"},
      {0x81, "", TrackKind::audio, "ac3"},
      {0x87, "", TrackKind::audio, "eac3"},
      {0x86, "", TrackKind::data, "scte35"},
      {0x06, "0504 4F707573", TrackKind::audio, "opus"},
      {0x06, "0504 48455643", TrackKind::video, "hevc"},
      {0x06, "6A01 00", TrackKind::audio, "ac3"},
      {0x06, "7A01 00", TrackKind::audio, "eac3"},
      {0x06, "0504 49443320", TrackKind::data, "id3"},
      {0x15, "2607 FFFF 49443320 FF", TrackKind::data, "id3"},
      {0x06, "", TrackKind::data, ""},
      {0x06, "05FF 4F70", TrackKind::data, ""},  // cut
      {0xC7, "", TrackKind::data, ""},
  };
  for (const Typed& row : rows) {
    SCOPED_TRACE(std::to_string(row.type) + " " + row.descriptors);
    const StreamKind kind = stream_kind(row.type, hex(row.descriptors));
    EXPECT_EQ(kind.kind, row.kind);
    EXPECT_EQ(kind.codec, row.codec);
  }
}

TEST(MpegtsStreamType, knows_the_channels_of_opus) {
  EXPECT_EQ(stream_kind(0x06, hex("0504 4F707573 7F02 8006")).channels, 6U);
}

}  // namespace
}  // namespace media::mpegts::test
