#include "media/aac/adts.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::aac {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* bytes;
  AudioFacts facts;
  std::uint32_t header_bytes;
  std::uint32_t frame_bytes;
  std::uint32_t samples;
};

const Row rows[] = {
    // ffmpeg -f lavfi -i anullsrc=r=R:cl=L,atrim=duration=0.3 -c:a aac -f adts clip.aac
    {"44.1 kHz stereo", "fff1508003dffcde02004c", {"LC", 44100, 2}, 7, 30, 1024},
    {"48 kHz 5.1", "fff14d80057ffcde02004c", {"LC", 48000, 6}, 7, 43, 1024},
    {"8 kHz mono", "fff16c40039ffcde02004c", {"LC", 8000, 1}, 7, 28, 1024},
    {"channels in the frame", "fff14c0008dffca0990900", {"LC", 48000, 0}, 7, 70, 1024},
    // Written by hand after 1.A.2.2.
    {"checksum and four blocks", "fff04dc0191fff", {"LC", 48000, 8}, 9, 200, 4096},
    {"long term prediction", "fff1d0800f7ffc", {"LTP", 44100, 2}, 7, 123, 1024},
};

TEST(AdtsHeader, tells_facts_and_sizes) {
  for (const auto& row : rows) {
    const auto header = read_adts_header(bytes_of_hex(row.bytes));
    ASSERT_TRUE(header) << row.name;
    EXPECT_EQ(header->facts, row.facts) << row.name;
    EXPECT_EQ(header->header_bytes, row.header_bytes) << row.name;
    EXPECT_EQ(header->frame_bytes, row.frame_bytes) << row.name;
    EXPECT_EQ(header->samples, row.samples) << row.name;
  }
}

TEST(AdtsHeader, is_refused_when_cut) {
  test::for_every_prefix(bytes_of_hex("fff1508003dffc"),
                         [](auto prefix) { EXPECT_FALSE(read_adts_header(prefix)); });
}

struct RefusedRow {
  const char* name;
  const char* bytes;
};

const RefusedRow refused_rows[] = {
    {"another sync word", "ffe150800f7ffc"},
    {"a layer of MPEG audio", "fff350800f7ffc"},
    {"reserved frequency index", "fff174800f7ffc"},
    {"a frame shorter than its header", "fff1508000dffc"},
    {"a frame shorter than its header with checksum", "fff05080011ffc"},
};

TEST(AdtsHeader, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_FALSE(read_adts_header(bytes_of_hex(row.bytes))) << row.name;
  }
}

}  // namespace
}  // namespace media::aac
