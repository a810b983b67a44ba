#include "media/mp3/header.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::mp3 {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* bytes;
  AudioFacts facts;
  unsigned layer;
  std::uint32_t bits_per_second;
  std::uint32_t frame_bytes;
  std::uint32_t samples;
};

const Row rows[] = {
    // The first header of clips by ffmpeg 5.1, and what ffprobe prints of them and their packets,
    // the
    // first of which are without padding:
    //   ffmpeg -f lavfi -i anoisesrc=r=R:d=0.5,aformat=channel_layouts=L -c:a libmp3lame -b:a B
    //     -write_xing 0 -id3v2_version 0 clip.mp3
    {"44.1 kHz stereo", "fffb9064", {"", 44100, 2}, 3, 128000, 417, 1152},
    {"48 kHz mono", "fffb54c4", {"", 48000, 1}, 3, 64000, 192, 1152},
    {"32 kHz stereo", "fffbe864", {"", 32000, 2}, 3, 320000, 1440, 1152},
    {"22.05 kHz, MPEG-2", "fff38064", {"", 22050, 2}, 3, 64000, 208, 576},
    {"8 kHz, MPEG-2.5", "ffe328c4", {"", 8000, 1}, 3, 16000, 144, 576},
    {"48 kHz, layer II (mp2)", "fffda404", {"", 48000, 2}, 2, 192000, 576, 1152},
    // Written by hand after 2.4.2.3.
    {"padding", "fffb9264", {"", 44100, 2}, 3, 128000, 418, 1152},
    {"layer I", "ffff9000", {"", 44100, 2}, 1, 288000, 312, 384},
    {"layer I with padding", "ffff9200", {"", 44100, 2}, 1, 288000, 316, 384},
    {"layer I of MPEG-2", "fff79000", {"", 22050, 2}, 1, 144000, 312, 384},
    {"layer II of MPEG-2", "fff59000", {"", 22050, 2}, 2, 80000, 522, 1152},
    {"free format", "fffb0064", {"", 44100, 2}, 3, 0, 0, 1152},
};

TEST(Mp3Header, tells_facts_and_sizes) {
  for (const auto& row : rows) {
    const auto header = read_header(bytes_of_hex(row.bytes));
    ASSERT_TRUE(header) << row.name;
    EXPECT_EQ(header->facts, row.facts) << row.name;
    EXPECT_EQ(header->layer, row.layer) << row.name;
    EXPECT_EQ(header->bits_per_second, row.bits_per_second) << row.name;
    EXPECT_EQ(header->frame_bytes, row.frame_bytes) << row.name;
    EXPECT_EQ(header->samples, row.samples) << row.name;
  }
}

TEST(Mp3Header, is_refused_when_cut) {
  test::for_every_prefix(bytes_of_hex("fffb9064"),
                         [](auto prefix) { EXPECT_FALSE(read_header(prefix)); });
}

struct RefusedRow {
  const char* name;
  const char* bytes;
};

const RefusedRow refused_rows[] = {
    {"another sync word", "ffdb9064"},    {"reserved version", "ffeb9064"},
    {"reserved layer", "fff99064"},       {"forbidden bit rate", "fffbf064"},
    {"reserved sample rate", "fffb9c64"},
};

TEST(Mp3Header, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows)
    EXPECT_FALSE(read_header(bytes_of_hex(row.bytes))) << row.name;
}

}  // namespace
}  // namespace media::mp3
