#include "media/vp9/configuration.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::vp9 {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* box;
  VideoFacts facts;
};

// Each is the payload of the vpcC box of a clip by ffmpeg 5.1 and libvpx-vp9, version and flags
// included; profile and pixel format are what ffprobe prints of that clip (it prints no level).
//   ffmpeg -f lavfi -i testsrc2=size=S:rate=25 -frames:v 2 -c:v libvpx-vp9 <options> clip.mp4
const Row rows[] = {
    // S=640x360 -pix_fmt yuv420p
    {"4:2:0", "01000000 0015820202020000", {"Profile 0", "2.1", "yuv420p", 0, 0, 0}},
    // S=322x182 -pix_fmt yuv444p
    {"4:4:4", "01000000 010b860202020000", {"Profile 1", "1.1", "yuv444p", 0, 0, 0}},
    // S=1280x720 -pix_fmt yuv420p10le
    {"ten bits", "01000000 021fa20202020000", {"Profile 2", "3.1", "yuv420p10le", 0, 0, 0}},
    // S=320x240 -pix_fmt yuv422p12le
    {"twelve bits", "01000000 0314c40202020000", {"Profile 3", "2.0", "yuv422p12le", 0, 0, 0}},
    // S=320x240 -pix_fmt gbrp
    {"RGB", "01000000 0114870202000000", {"Profile 1", "2.0", "gbrp", 0, 0, 0}},
    // S=1920x1080 -pix_fmt yuv420p -color_range pc
    {"full range", "01000000 0028830202020000", {"Profile 0", "4.0", "yuv420p", 0, 0, 0}},
};

TEST(Vp9Configuration, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.box)), row.facts) << row.name;
  }
}

TEST(Vp9Configuration, is_the_same_without_version_and_flags_of_the_box) {
  for (const auto& row : rows) {
    const auto box = bytes_of_hex(row.box);
    EXPECT_EQ(read_configuration(std::span(box).subspan(4)), row.facts) << row.name;
  }
}

TEST(Vp9Configuration, has_no_level_when_it_is_unknown) {
  const VideoFacts expected{"Profile 0", "", "yuv420p", 0, 0, 0};
  EXPECT_EQ(read_configuration(bytes_of_hex("0000820202020000")), expected);
}

TEST(Vp9Configuration, is_refused_when_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.box), [&](auto prefix) {
      EXPECT_EQ(read_configuration(prefix), std::nullopt) << row.name << " at " << prefix.size();
    });
  }
}

struct RefusedRow {
  const char* name;
  const char* record;
};

const RefusedRow refused_rows[] = {
    {"profile 4", "0415820202020000"},
    {"a depth of 9 bits", "0015920202020000"},
    {"a depth of 0 bits", "0015020202020000"},
    {"reserved subsampling", "0015880202020000"},
};

TEST(Vp9Configuration, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::vp9
