#include "media/rtmp/chunk_writer.hpp"

#include <gtest/gtest.h>

#include "tests/media/rtmp/recorder.hpp"

namespace media::rtmp {
namespace {

using namespace test;

Bytes payload(std::size_t size) { return Bytes(size, std::byte{0xAB}); }

MessageHeader video(std::uint32_t timestamp_ms) {
  return {6, timestamp_ms, MessageType::video, 0, 1};
}

TEST(RtmpChunkWriter, writes_a_whole_header_first) {
  ChunkWriter writer;
  writer.write({3, 1000, MessageType::command_amf0, 0, 1}, payload(2));
  EXPECT_EQ(writer.take(), bytes_of_hex("03 0003E8 000002 14 01000000 ABAB"));
}

TEST(RtmpChunkWriter, writes_shorter_headers_where_they_say_enough) {
  ChunkWriter writer;
  writer.write(video(100), payload(1));
  (void)writer.take();
  writer.write(video(140), payload(2));
  EXPECT_EQ(writer.take(), bytes_of_hex("46 000028 000002 09 ABAB"));
  writer.write(video(170), payload(2));
  EXPECT_EQ(writer.take(), bytes_of_hex("86 00001E ABAB"));
  writer.write(video(200), payload(2));
  EXPECT_EQ(writer.take(), bytes_of_hex("C6 ABAB"));
}

TEST(RtmpChunkWriter, writes_a_whole_header_where_time_steps_back) {
  ChunkWriter writer;
  writer.write(video(100), payload(1));
  (void)writer.take();
  writer.write(video(99), payload(1));
  EXPECT_EQ(writer.take(), bytes_of_hex("06 000063 000001 09 01000000 AB"));
}

TEST(RtmpChunkWriter, cuts_by_the_chunk_size) {
  ChunkWriter writer;
  writer.set_chunk_size(2);
  writer.write(video(0), payload(5));
  EXPECT_EQ(writer.take(), bytes_of_hex("06 000000 000005 09 01000000 ABAB C6 ABAB C6 AB"));
}

TEST(RtmpChunkWriter, repeats_an_extended_timestamp) {
  ChunkWriter writer;
  writer.set_chunk_size(2);
  writer.write(video(0x01020304), payload(3));
  EXPECT_EQ(writer.take(),
            bytes_of_hex("06 FFFFFF 000003 09 01000000 01020304 ABAB C6 01020304 AB"));
}

TEST(RtmpChunkWriter, is_understood_by_the_reader) {
  ChunkWriter writer;
  std::vector<std::string> expected;
  Bytes bytes;
  const auto write = [&](const MessageHeader& header, std::size_t size) {
    writer.write(header, payload(size));
    const Bytes more = writer.take();
    bytes.insert(bytes.end(), more.begin(), more.end());
    std::string line = std::to_string(header.chunk_stream_id) + " " +
                       std::to_string(static_cast<unsigned>(header.type)) + " " +
                       std::to_string(header.timestamp_ms) + " ms stream 1: ";
    for (std::size_t i = 0; i < size; ++i) line += "ab";
    expected.push_back(line);
  };
  for (const std::uint32_t id : {3U, 63U, 64U, 319U, 320U, 65599U}) {
    std::uint32_t timestamp = id == 3 ? 0xFFFFFFF0 : 0xFFFFF0;
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, first_chunk_size,
                                   first_chunk_size + 1, std::size_t{1000}, std::size_t{1000}}) {
      write({id, timestamp, MessageType::video, 0, 1}, size);
      timestamp += 8;
    }
    write({id, timestamp + 0x01000000, MessageType::audio, 0, 1}, 300);
  }
  const Reading reading = read(bytes);
  EXPECT_EQ(reading.error, "");
  EXPECT_EQ(reading.lines, expected);
}

}  // namespace
}  // namespace media::rtmp
