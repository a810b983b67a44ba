#include "media/avc/configuration.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::avc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* record;
  VideoFacts facts;
};

// Each record is the avcC box of a clip by ffmpeg 5.1 and libx264, and the facts are what ffprobe
// prints of that clip:
//   ffmpeg -f lavfi -i testsrc2=size=S:rate=R:duration=0.2 -c:v libx264 <options> clip.mp4
const Row rows[] = {
    // S=320x240 R=25 -preset ultrafast -profile:v baseline -pix_fmt yuv420p
    {"constrained baseline",
     "0142c00dffe100166742c00dda0507ec0440000003004000000c83c50aa801000468ce0fc8",
     {"Constrained Baseline", "1.3", "yuv420p", 320, 240, 25}},
    // S=640x360 R=30000/1001 -profile:v main -pix_fmt yuv420p
    {"29.97 Hz, cropped",
     "014d401effe10017674d401eeca05017fcb808800001f480007530078b16cb01000568ebe3cb20",
     {"Main", "3.0", "yuv420p", 640, 360, 30000.0 / 1001.0}},
    // S=1920x1080 R=25 -preset veryfast -level 4.1 -pix_fmt yuv420p
    {"1080 lines",
     "01640029ffe1001b67640029acd940780227e5c044000003000400000300c83c60c65801000468ef8fcbfdf8f800",
     {"High", "4.1", "yuv420p", 1920, 1080, 25}},
    // S=1280x720 R=50 -preset ultrafast -pix_fmt yuv420p10le
    {"ten bits",
     "016e0020ffe10019676e0020a6cb402802dd80880000030008000003032078c19501000468ce0fc8fdfafa00",
     {"High 10", "3.2", "yuv420p10le", 1280, 720, 50}},
    // S=720x576 R=25 -flags +ildct+ilme -pix_fmt yuv422p10le
    {"interlaced 4:2:2",
     "017a001effe1001a677a001eb6cd940b424d808800000300080000030190f8a14cb001000668fba3cb22c0fefafa0"
     "0",
     {"High 4:2:2", "3.0", "yuv422p10le", 720, 576, 25}},
    // S=322x182 R=24 -pix_fmt yuv444p
    {"4:4:4 of an odd size",
     "01f4000dffe1001b67f4000d919b282a33c7c5e022000003000200000300601e28532c01000668ebe3c44844fff8f"
     "800",
     {"High 4:4:4 Predictive", "1.3", "yuv444p", 322, 182, 24}},
    // S=320x240 R=25, libx264rgb, -pix_fmt rgb24
    {"RGB",
     "01f4000dffe1001d67f4000d919b28283f602dc080801000000300100000030320f142996001000668ebe3cb22c0f"
     "f"
     "f8f800",
     {"High 4:4:4 Predictive", "1.3", "gbrp", 320, 240, 25}},
    // S=128x96 R=15 -pix_fmt gray; ffprobe says yuvj420p, because FFmpeg's decoder adds the chroma
    // planes that the stream does not have.
    {"monochrome",
     "0164000affe100196764000af3650836c05b20000003002000000303c1e244b2c001000668ebe3cb22c0fcf8f800",
     {"High", "1.0", "gray", 128, 96, 15}},
    // S=176x144 R=15 -profile:v baseline -level 1b -pix_fmt yuv420p
    {"level 1b",
     "0142d00bffe100166742d00bd902c4ec0440000003004000000783c4899201000568cb83cb20",
     {"Constrained Baseline", "1b", "yuv420p", 176, 144, 15}},
    // S=1920x1080 R=60 -preset ultrafast -pix_fmt yuvj420p -color_range pc
    {"full range",
     "0142c02affe100196742c02ada01e0089f97016c80000003008000003c078c195001000468ce0fc8",
     {"Constrained Baseline", "4.2", "yuvj420p", 1920, 1080, 60}},
    // S=320x240 R=25 -x264-params cqm=jvt -pix_fmt yuv420p
    {"scaling matrices",
     "0164000dffe100196764000dacd94141fb011000000300100000030320f142996001000768ebe3cb3002c0fdf8f80"
     "0",
     {"High", "1.3", "yuv420p", 320, 240, 25}},
    // S=854x480 R=12.5 -pix_fmt yuv420p
    {"12.5 Hz",
     "01640016ffe1001a67640016acd940d83de6f011000003000200000300320f162d9601000668ebe3cb22c0fdf8f80"
     "0",
     {"High", "2.2", "yuv420p", 854, 480, 12.5}},
};

TEST(AvcConfiguration, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), row.facts) << row.name;
  }
}

TEST(AvcConfiguration, tells_all_or_nothing_when_it_is_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.record), [&](auto prefix) {
      const auto facts = read_configuration(prefix);
      EXPECT_TRUE(!facts || *facts == row.facts) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(AvcConfiguration, tells_profile_and_level_without_a_parameter_set) {
  VideoFacts expected;
  expected.profile = "High";
  expected.level = "4.1";
  EXPECT_EQ(read_configuration(bytes_of_hex("01 64 00 29 FF E0 00")), expected);
}

struct RefusedRow {
  const char* name;
  const char* record;
};

const RefusedRow refused_rows[] = {
    {"nothing", ""},
    {"another version", "02 42c00d ff e1 0016 6742c00dda0507ec0440000003004000000c83c50aa8"},
    {"NAL lengths of three bytes",
     "01 42c00d fe e1 0016 6742c00dda0507ec0440000003004000000c83c50aa8"},
    {"an empty parameter set", "01 42c00d ff e1 0000"},
    {"a picture parameter set in its place", "01 42c00d ff e1 0004 68ce0fc8"},
    {"a parameter set of zeros", "01 42c00d ff e1 0008 6700000000000000"},
    {"a parameter set that ends before its size", "01 42c00d ff e1 0007 6742c00dda0507"},
};

TEST(AvcConfiguration, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), std::nullopt) << row.name;
  }
}

TEST(AvcConfiguration, tells_the_same_of_parameter_sets_in_the_stream) {
  const auto bytes = bytes_of_hex(
      "00000001 09f0 00000001 6742c00dda0507ec0440000003004000000c83c50aa8 00000001 68ce0fc8"
      "00000001 6588");
  const VideoFacts expected{"Constrained Baseline", "1.3", "yuv420p", 320, 240, 25};
  EXPECT_EQ(read_parameter_sets(nal::Units::annex_b(bytes)), expected);
}

TEST(AvcConfiguration, tells_nothing_of_a_stream_without_parameter_sets) {
  const auto bytes = bytes_of_hex("00000001 09f0 00000001 6588");
  EXPECT_EQ(read_parameter_sets(nal::Units::annex_b(bytes)), std::nullopt);
}

TEST(AvcConfiguration, tells_the_size_of_nal_lengths) {
  EXPECT_EQ(nal_length_size(bytes_of_hex("01 42c00d fc")), 1U);
  EXPECT_EQ(nal_length_size(bytes_of_hex("01 42c00d fd")), 2U);
  EXPECT_EQ(nal_length_size(bytes_of_hex("01 42c00d ff")), 4U);
}

TEST(AvcConfiguration, tells_no_size_of_nal_lengths_when_it_is_none) {
  EXPECT_EQ(nal_length_size(bytes_of_hex("01 42c00d fe")), 0U);
  EXPECT_EQ(nal_length_size(bytes_of_hex("00 42c00d ff")), 0U);
  EXPECT_EQ(nal_length_size(bytes_of_hex("01 42c00d")), 0U);
}

}  // namespace
}  // namespace media::avc
