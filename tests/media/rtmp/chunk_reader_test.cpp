#include "media/rtmp/chunk_reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/rtmp/recorder.hpp"

namespace media::rtmp {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

struct Row {
  const char* name;
  std::string hex;
  std::vector<std::string> lines;
  std::string error;
};

// Payloads of 2 or 4 bytes, so that they fit one chunk, unless Set Chunk Size (02 000000 000004 01
// 00000000 with the size) comes first.
const std::string chunks_of_2 = "02 000000 000004 01 00000000 00000002 ";

const std::vector<Row> rows{
    {"all_four_types",
     "03 0003E8 000002 14 00000000 AAAA"  // 0: absolute
     "43 000014 000003 14 BBBBBB"         // 1: another size
     "83 00001E CCCCCC"                   // 2: another delta
     "C3 DDDDDD",                         // 3: the same again
     {"3 20 1000 ms stream 0: aaaa", "3 20 1020 ms stream 0: bbbbbb",
      "3 20 1050 ms stream 0: cccccc", "3 20 1080 ms stream 0: dddddd"},
     ""},
    {"a_delta_behind_type_0_is_its_timestamp",  // 5.3.1.2.4
     "04 00000A 000001 08 01000000 AA C4 BB",
     {"4 8 10 ms stream 1: aa", "4 8 20 ms stream 1: bb"},
     ""},
    {"stream_id_little_endian",
     "04 000000 000001 08 01020300 AA",
     {"4 8 0 ms stream 197121: aa"},
     ""},
    {"basic_header_of_two_bytes",
     "00 05 000001 000001 08 00000000 AA",
     {"69 8 1 ms stream 0: aa"},
     ""},
    {"basic_header_of_three_bytes",
     "01 0501 000001 000001 08 00000000 AA",
     {"325 8 1 ms stream 0: aa"},
     ""},
    {"a_message_in_chunks",
     chunks_of_2 + "04 000005 000005 09 01000000 0102 C4 0304 C4 05",
     {"2 1 0 ms stream 0: 00000002", "4 9 5 ms stream 1: 0102030405"},
     ""},
    {"interleaved_messages",
     chunks_of_2 +
         "04 000005 000003 08 01000000 A1A2 06 000006 000003 09 01000000 B1B2 C4 A3 C6 B3",
     {"2 1 0 ms stream 0: 00000002", "4 8 5 ms stream 1: a1a2a3", "6 9 6 ms stream 1: b1b2b3"},
     ""},
    {"extended_timestamp",
     "04 FFFFFF 000001 08 01000000 01020304 AA",
     {"4 8 16909060 ms stream 1: aa"},
     ""},
    {"extended_timestamp_repeated",
     chunks_of_2 + "04 FFFFFF 000005 09 01000000 01020304 A1A2 C4 01020304 A3A4 C4 01020304 A5",
     {"2 1 0 ms stream 0: 00000002", "4 9 16909060 ms stream 1: a1a2a3a4a5"},
     ""},
    {"extended_timestamp_not_repeated",
     chunks_of_2 + "04 FFFFFF 000005 09 01000000 01020304 A1A2 C4 A3A4 C4 A5"
                   "44 000001 000001 09 BB",
     {"2 1 0 ms stream 0: 00000002", "4 9 16909060 ms stream 1: a1a2a3a4a5",
      "4 9 16909061 ms stream 1: bb"},
     ""},
    {"extended_timestamp_not_repeated_before_payload_that_begins_like_it",
     chunks_of_2 + "04 FFFFFF 000004 09 01000000 01020304 A1A2 C4 0102"
                   "04 000007 000001 09 01000000 BB",
     {"2 1 0 ms stream 0: 00000002", "4 9 16909060 ms stream 1: a1a20102", "4 9 7 ms stream 1: bb"},
     ""},
    {"extended_delta_of_type_3",
     "04 000001 000001 08 01000000 AA 84 FFFFFF 01000000 BB C4 01000000 CC",
     {"4 8 1 ms stream 1: aa", "4 8 16777217 ms stream 1: bb", "4 8 33554433 ms stream 1: cc"},
     ""},
    {"extended_delta_of_a_server_that_does_not_repeat",
     chunks_of_2 + "04 FFFFFF 000003 09 01000000 01000000 A1A2 C4 A3 C4 B1B2 C4 B3",
     {"2 1 0 ms stream 0: 00000002", "4 9 16777216 ms stream 1: a1a2a3",
      "4 9 33554432 ms stream 1: b1b2b3"},
     ""},
    {"timestamps_wrap",
     "04 FFFFFF 000001 08 01000000 FFFFFFF0 AA 84 000020 BB",
     {"4 8 4294967280 ms stream 1: aa", "4 8 16 ms stream 1: bb"},
     ""},
    {"a_message_without_payload",
     "04 000001 000000 08 01000000 C4",
     {"4 8 1 ms stream 1: ", "4 8 2 ms stream 1: "},
     ""},
    {"abort",
     chunks_of_2 + "04 000005 000003 08 01000000 A1A2 02 000000 000004 02 00000000 0000 C2 0004"
                   "04 000007 000001 08 01000000 BB",
     {"2 1 0 ms stream 0: 00000002", "2 2 0 ms stream 0: 00000004", "4 8 7 ms stream 1: bb"},
     ""},
    {"a_full_header_that_goes_on_with_a_message",
     chunks_of_2 + "04 000005 000003 08 01000000 A1A2 44 000000 000003 08 A3",
     {"2 1 0 ms stream 0: 00000002", "4 8 5 ms stream 1: a1a2a3"},
     ""},
    {"a_chunk_stream_may_begin_with_type_1",
     "42 000000 000002 08 AAAA",
     {"2 8 0 ms stream 0: aaaa"},
     ""},
    {"a_chunk_size_above_16_mib",
     "02 000000 000004 01 00000000 7FFFFFFF",
     {"2 1 0 ms stream 0: 7fffffff"},
     ""},
    {"a_chunk_size_of_0",
     "02 000000 000004 01 00000000 00000000",
     {"2 1 0 ms stream 0: 00000000"},
     "a chunk size of no bytes, or of too many at 16"},
    {"a_chunk_size_with_the_first_bit",
     "02 000000 000004 01 00000000 80000000",
     {"2 1 0 ms stream 0: 80000000"},
     "a chunk size of no bytes, or of too many at 16"},
    {"a_control_message_of_a_wrong_size",
     "02 000000 000005 01 00000000 00000000",
     {},
     "a control message of a wrong size at 12"},
    {"type_3_without_a_header_before",
     "C4 AA",
     {},
     "a chunk stream that begins without a message header at 1"},
    {"type_2_without_a_header_before",
     "84 000000 AA",
     {},
     "a chunk stream that begins without a message header at 1"},
    {"another_message_before_the_end_of_one",
     chunks_of_2 + "04 000005 000003 08 01000000 A1A2 04 000005 000009 08 01000000",
     {"2 1 0 ms stream 0: 00000002"},
     "a message that begins before the end of the one before it at 42"},
};

class RtmpChunks : public testing::TestWithParam<Row> {};

TEST_P(RtmpChunks, are_read) {
  const Reading reading = read(bytes_of_hex(GetParam().hex));
  EXPECT_EQ(reading.lines, GetParam().lines);
  EXPECT_EQ(reading.error, GetParam().error);
}

TEST_P(RtmpChunks, are_the_same_wherever_they_are_cut) {
  const Bytes bytes = bytes_of_hex(GetParam().hex);
  for (std::size_t first = 1; first < bytes.size(); ++first) {
    for (const std::size_t size : {std::size_t{1}, bytes.size()}) {
      const Reading reading = read_in_pieces(bytes, first, size);
      ASSERT_EQ(reading.lines, GetParam().lines) << "cut at " << first;
      ASSERT_EQ(reading.error, GetParam().error) << "cut at " << first;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Table, RtmpChunks, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(RtmpChunkReader, hands_on_pieces_as_they_come) {
  struct Sizes final : ChunkListener {
    void on_piece(const Piece& piece) override { sizes.push_back(piece.bytes.size()); }
    std::vector<std::size_t> sizes;
  } sizes;
  ChunkReader reader;
  reader.push(bytes_of_hex("04 000005 000005 09 01000000 0102"), sizes);
  EXPECT_THAT(sizes.sizes, ElementsAre(2));
  EXPECT_FALSE(reader.is_between_messages());
  reader.push(bytes_of_hex("030405"), sizes);
  EXPECT_THAT(sizes.sizes, ElementsAre(2, 3));
  EXPECT_TRUE(reader.is_between_messages());
}

TEST(RtmpChunkReader, refuses_more_chunk_streams_than_anybody_uses) {
  Bytes bytes;
  for (unsigned id = 2; id < 2 + ChunkReader::max_chunk_streams; ++id) {
    const Bytes more = bytes_of_hex("00 000000 000000 08 00000000");
    bytes.insert(bytes.end(), more.begin(), more.end());
    bytes[bytes.size() - more.size()] = static_cast<std::byte>(id);
  }
  EXPECT_THAT(read(bytes).error, IsEmpty());
  const Bytes more = bytes_of_hex("3F 000000 000000 08 00000000");
  bytes.insert(bytes.end(), more.begin(), more.end());
  EXPECT_THAT(read(bytes).error, StartsWith("more than 32 chunk streams"));
}

TEST(RtmpChunkReader, counts_the_bytes_for_acknowledgements) {
  ChunkReader reader;
  Recorder recorder;
  reader.push(bytes_of_hex("04 FFFFFF 000005 09 01000000 01020304 A1A2"), recorder);
  EXPECT_EQ(reader.offset(), 18U);
}

}  // namespace
}  // namespace media::rtmp
