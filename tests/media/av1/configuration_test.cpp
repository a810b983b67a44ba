#include "media/av1/configuration.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::av1 {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* record;
  VideoFacts facts;
};

// Each record is the av1C box of a clip by ffmpeg 5.1, and the facts are what ffprobe prints of
// that clip, the level's index in words. The sequence header itself has a frame rate only in the
// last row.
//   ffmpeg -f lavfi -i testsrc2=size=S:rate=R -frames:v 2 -c:v libaom-av1 -cpu-used 8 <options>
//   clip.mp4
const Row rows[] = {
    // S=640x360 R=25 -pix_fmt yuv420p
    {"640 x 360", "81010c000a0b0000000cc4ff6736be4010", {"Main", "2.1", "yuv420p", 640, 360, 0}},
    // S=1280x720 R=50 -pix_fmt yuv420p10le
    {"ten bits",
     "81084c000a0b00000042a67fd9e657ca02",
     {"Main", "4.0", "yuv420p10le", 1280, 720, 0}},
    // S=322x182 R=24 -pix_fmt yuv444p
    {"4:4:4 of an odd size",
     "812000000a0a200000043d06d4daf902",
     {"High", "2.0", "yuv444p", 322, 182, 0}},
    // S=320x240 R=30000/1001 -pix_fmt yuv422p10le
    {"4:2:2 of ten bits",
     "814048000a0b400000043cffbcdaf94080",
     {"Professional", "2.0", "yuv422p10le", 320, 240, 0}},
    // S=320x240 R=25 -pix_fmt yuv420p12le
    {"twelve bits",
     "81406c000a0b400000043cffbcdaf96308",
     {"Professional", "2.0", "yuv420p12le", 320, 240, 0}},
    // S=128x96 R=15 -pix_fmt gray
    {"monochrome", "81001c000a0a0000000337fbe6d7c950", {"Main", "2.0", "gray", 128, 96, 0}},
    // S=128x96 R=15 -pix_fmt gbrp
    {"RGB", "812000000a0d2000000337fbe6d7c9010d0020", {"High", "2.0", "gbrp", 128, 96, 0}},
    // S=320x240 R=25 -pix_fmt yuv420p -color_range pc -colorspace bt709 -color_primaries bt709
    //   -color_trc bt709
    {"full range has no name of its own",
     "81000c000a0e000000043cffbcdaf91010101840",
     {"Main", "2.0", "yuv420p", 320, 240, 0}},
    // S=1920x1080 R=60 -c:v libsvtav1 -preset 12 -pix_fmt yuv420p
    {"another encoder",
     "81090c000a0b0000004aabbfc3700be001",
     {"Main", "4.1", "yuv420p", 1920, 1080, 0}},
    // S=320x240 R=25 -pix_fmt yuv420p -bsf:v av1_metadata=tick_rate=25:num_ticks_per_picture=1
    {"timing",
     "81000c000a13040000000400000067000000879ff79b5f2008",
     {"Main", "2.0", "yuv420p", 320, 240, 25}},
};

TEST(Av1Configuration, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), row.facts) << row.name;
  }
}

TEST(Av1Configuration, tells_its_own_fields_without_a_sequence_header) {
  for (const auto& row : rows) {
    // That it is RGB is told by the sequence header alone.
    const auto& pixel_format =
        row.facts.pixel_format == "gbrp" ? "yuv444p" : row.facts.pixel_format;
    const VideoFacts own{row.facts.profile, row.facts.level, pixel_format, 0, 0, 0};
    const auto record = bytes_of_hex(row.record);
    EXPECT_EQ(read_configuration(std::span(record).first(4)), own) << row.name;
  }
}

TEST(Av1Configuration, tells_all_or_nothing_when_its_sequence_header_is_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.record), [&](auto prefix) {
      if (prefix.size() == 4) return;
      const auto facts = read_configuration(prefix);
      EXPECT_TRUE(!facts || *facts == row.facts) << row.name << " cut at " << prefix.size();
    });
  }
}

struct RefusedRow {
  const char* name;
  const char* record;
};

const RefusedRow refused_rows[] = {
    {"nothing", ""},
    {"no marker", "01 01 0c 00"},
    {"version 2", "82 01 0c 00"},
    {"reserved profile", "81 61 0c 00"},
    {"a sequence header of a reserved profile", "81 01 0c 00 0a 0b 6000000cc4ff6736be4010"},
    {"a unit that is longer than the record", "81 01 0c 00 2a 7f 00"},
};

TEST(Av1Configuration, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::av1
