#include "media/vp9/frame_header.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::vp9 {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* frame;
  VideoFacts facts;
};

// The beginnings of the first frames of the clips whose configuration records
// configuration_test.cpp has; the facts are what ffprobe prints of those clips.
const Row keyframe_rows[] = {
    {"4:2:0", "824983420027f016760638241c184a10", {"Profile 0", "", "yuv420p", 640, 360, 0}},
    {"4:4:4", "a2498342000282016ac0c70483830940", {"Profile 1", "", "yuv444p", 322, 182, 0}},
    {"ten bits",
     "924983420027f8167b031c120e0c2c0c",
     {"Profile 2", "", "yuv420p10le", 1280, 720, 0}},
    {"twelve bits",
     "b124c1a142009f8077b031c120e0c2e0",
     {"Profile 3", "", "yuv422p12le", 320, 240, 0}},
    {"RGB", "a2498342e013f00ef60638241c184a00", {"Profile 1", "", "gbrp", 320, 240, 0}},
    {"full range", "824983421077f043760638241c184a18", {"Profile 0", "", "yuv420p", 1920, 1080, 0}},
};

TEST(Vp9FrameHeader, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : keyframe_rows) {
    EXPECT_EQ(read_keyframe_header(bytes_of_hex(row.frame)), row.facts) << row.name;
  }
}

TEST(Vp9FrameHeader, tells_all_or_nothing_when_cut) {
  for (const auto& row : keyframe_rows) {
    test::for_every_prefix(bytes_of_hex(row.frame), [&](auto prefix) {
      const auto facts = read_keyframe_header(prefix);
      EXPECT_TRUE(!facts || *facts == row.facts) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(Vp9FrameHeader, tells_a_keyframe) {
  for (const auto& row : keyframe_rows)
    EXPECT_TRUE(is_keyframe(bytes_of_hex(row.frame))) << row.name;
}

struct OtherRow {
  const char* name;
  const char* frame;
};

const OtherRow other_rows[] = {
    // The second frames of the same clips.
    {"inter frame, 4:2:0", "86004092f121400400b07f91f3be8bb8"},
    {"inter frame, 4:4:4", "a6004092f1214000009c7f91f3be8d19"},
    {"inter frame, ten bits", "96004092f121400600af7fbc5fe2ffe8"},
    {"inter frame, twelve bits", "b30020497890a000007e7f90dd51b18f"},
    {"a frame that is there already", "88"},
    {"another marker", "4249834200"},
    {"reserved profile", "ba49834200"},
    {"nothing", ""},
};

TEST(Vp9FrameHeader, is_no_keyframe_otherwise) {
  for (const auto& row : other_rows) EXPECT_FALSE(is_keyframe(bytes_of_hex(row.frame))) << row.name;
}

TEST(Vp9FrameHeader, tells_nothing_of_other_frames) {
  for (const auto& row : other_rows) {
    EXPECT_EQ(read_keyframe_header(bytes_of_hex(row.frame)), std::nullopt) << row.name;
  }
}

TEST(Vp9FrameHeader, is_refused_without_its_sync_code) {
  EXPECT_EQ(read_keyframe_header(bytes_of_hex("824983430027f01676")), std::nullopt);
}

// The byte behind the sync code of a profile 1 frame: BT.601, limited range, subsampled in y only.
TEST(Vp9FrameHeader, has_no_pixel_format_for_4_4_0) {
  const VideoFacts expected{"Profile 1", "", "", 322, 182, 0};
  EXPECT_EQ(read_keyframe_header(bytes_of_hex("a2498342240282016ac0")), expected);
}

}  // namespace
}  // namespace media::vp9
