#include "media/opus/head.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::opus {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* head;
  AudioFacts facts;
};

// The extradata of clips by ffmpeg 5.1, and what ffprobe prints of them:
//   ffmpeg -f lavfi -i anullsrc=r=R:cl=L,atrim=duration=0.3 -c:a libopus <options> clip.mkv
const Row rows[] = {
    {"mono", "4f70757348656164 01 01 3801 80bb0000 0000 00", {"", 48000, 1}},
    {"stereo", "4f70757348656164 01 02 3801 80bb0000 0000 00", {"", 48000, 2}},
    {"input of 16 kHz", "4f70757348656164 01 01 3801 803e0000 0000 00", {"", 48000, 1}},
    {"5.1", "4f70757348656164 01 06 3801 80bb0000 0000 01 04 02 000401020305", {"", 48000, 6}},
    // -mapping_family 255
    {"quad", "4f70757348656164 01 04 3801 80bb0000 0000 ff 04 00 00010203", {"", 48000, 4}},
};

TEST(OpusHead, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : rows) EXPECT_EQ(read_head(bytes_of_hex(row.head)), row.facts) << row.name;
}

TEST(OpusHead, is_refused_when_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.head), [&](auto prefix) {
      EXPECT_EQ(read_head(prefix), std::nullopt) << row.name << " cut at " << prefix.size();
    });
  }
}

struct RefusedRow {
  const char* name;
  const char* head;
};

const RefusedRow refused_rows[] = {
    {"another magic", "4f70757354616773 01 02 3801 80bb0000 0000 00"},
    {"an incompatible version", "4f70757348656164 10 02 3801 80bb0000 0000 00"},
    {"no channel", "4f70757348656164 01 00 3801 80bb0000 0000 00"},
    {"three channels without a table", "4f70757348656164 01 03 3801 80bb0000 0000 00"},
    {"no stream", "4f70757348656164 01 01 3801 80bb0000 0000 01 00 00 00"},
    {"more coupled streams than streams", "4f70757348656164 01 01 3801 80bb0000 0000 01 01 02 00"},
};

TEST(OpusHead, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_head(bytes_of_hex(row.head)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::opus
