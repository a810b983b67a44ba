#include "media/websocket/frame_reader.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/websocket/recorder.hpp"

namespace media::websocket {
namespace {

using media::test::bytes_of_hex;
using namespace test;

struct Row {
  const char* name;
  std::vector<std::byte> bytes;
  Lines lines;
};

/// A frame of that head, filled up with the letter x.
std::vector<std::byte> long_frame(std::string_view head, std::size_t size) {
  std::vector<std::byte> bytes = bytes_of_hex(head);
  bytes.resize(bytes.size() + size, std::byte{'x'});
  return bytes;
}

// The first five are those of RFC 6455, 5.7, that a server may send.
const Row rows[] = {
    {"a text in one frame", bytes_of_hex("81 05 48 65 6c 6c 6f"), {"text Hello"}},
    {"a text in fragments", bytes_of_hex("01 03 48 65 6c 80 02 6c 6f"), {"text Hello"}},
    {"a ping", bytes_of_hex("89 05 48 65 6c 6c 6f"), {"ping Hello"}},
    {"256 bytes", long_frame("82 7E 0100", 256), {"binary " + std::string(256, 'x')}},
    {"64 KiB", long_frame("82 7F 0000000000010000", 65536), {"binary " + std::string(65536, 'x')}},
    {"a ping within a message",
     bytes_of_hex("02 01 61 89 00 80 01 62"),
     {"binary a", "ping ", "binary b"}},
    {"empty frames", bytes_of_hex("82 00 02 00 00 00 80 01 61"), {"binary a"}},
    {"a pong that nobody asked for", bytes_of_hex("8A 01 61"), {}},
    {"a close without code", bytes_of_hex("88 00"), {"close 1005 "}},
    {"a close with code and reason", bytes_of_hex("88 05 03E8 627965"), {"close 1000 bye"}},
    {"bytes behind a close", bytes_of_hex("88 00 FF FF"), {"close 1005 "}},
    {"reserved bits", bytes_of_hex("C2 01 61"), {"byte 0: reserved bits without an extension"}},
    {"a masked frame", bytes_of_hex("82 81 00000000 61"), {"byte 0: a masked frame from a server"}},
    {"an unknown opcode",
     bytes_of_hex("82 01 61 83 00"),
     {"binary a", "byte 3: an unknown opcode"}},
    {"an unknown control opcode", bytes_of_hex("8B 00"), {"byte 0: an unknown opcode"}},
    {"a ping in fragments", bytes_of_hex("09 00"), {"byte 0: a control frame in fragments"}},
    {"a long ping", long_frame("89 7E 007E", 126), {"byte 0: a control frame over 125 bytes"}},
    {"a continuation of nothing", bytes_of_hex("80 00"), {"byte 0: a continuation of no message"}},
    {"a continuation of a complete message",
     bytes_of_hex("82 00 80 00"),
     {"byte 2: a continuation of no message"}},
    {"a message within a message",
     bytes_of_hex("02 00 82 00"),
     {"byte 2: a message within another"}},
    {"125 bytes in the form for more",
     bytes_of_hex("82 7E 007D"),
     {"byte 0: a length in more bytes than it needs"}},
    {"64 KiB less one in the form for more",
     bytes_of_hex("82 7F 000000000000FFFF"),
     {"byte 0: a length in more bytes than it needs"}},
    {"a frame over 16 MiB",
     bytes_of_hex("82 7F 0000000001000001"),
     {"byte 0: a frame of 16777217 bytes"}},
    {"a length of 64 ones",
     bytes_of_hex("82 7F FFFFFFFFFFFFFFFF"),
     {"byte 0: a frame of 18446744073709551615 bytes"}},
    {"half a close code", bytes_of_hex("88 01 03"), {"byte 0: a close frame with half a code"}},
};

TEST(WebSocketFrameReader, reads_what_a_server_sends) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_in_pieces(row.bytes, row.bytes.size()), row.lines) << row.name;
  }
}

TEST(WebSocketFrameReader, reads_the_same_from_pieces_of_any_size) {
  for (const auto& row : rows) {
    for (std::size_t size = 1; size < std::min<std::size_t>(row.bytes.size(), 300); ++size) {
      ASSERT_EQ(read_in_pieces(row.bytes, size), row.lines) << row.name << " by " << size;
    }
  }
}

TEST(WebSocketFrameReader, says_which_error_is_one_of_size) {
  Recorder recorder;
  const auto large = FrameReader().push(bytes_of_hex("82 7F 0000000001000001"), recorder);
  const auto masked = FrameReader().push(bytes_of_hex("82 81 00000000 61"), recorder);
  ASSERT_TRUE(large && masked);
  EXPECT_TRUE(large->is_too_large);
  EXPECT_FALSE(masked->is_too_large);
}

TEST(WebSocketFrameReader, stays_with_its_error) {
  FrameReader reader;
  Recorder recorder;
  reader.push(bytes_of_hex("82 80"), recorder);
  EXPECT_TRUE(reader.push(bytes_of_hex("82 01 61"), recorder));
  EXPECT_TRUE(recorder.lines.empty());
}

}  // namespace
}  // namespace media::websocket
