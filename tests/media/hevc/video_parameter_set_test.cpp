#include "media/hevc/video_parameter_set.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::hevc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* unit;
  double framerate;
};

// Written by hand after 7.3.2.1.
const Row rows[] = {
    {"50 Hz", "40010C01FFFF0160000003000003000003000003007B15C0C0000003004000000C88", 50},
    {"no timing", "40010C01FFFF0160000003000003000003000003007B15C0A0", 0},
    {"three layer sets and two sub-layers",
     "40010C03FFFF0160000003000003000003000003007B40005A95CAE0B0800001F480003A9810",
     30000.0 / 1001.0},
    {"1025 layer sets",
     "40010C01FFFF0160000003000003000003000003007B15C0002008000003000003000003000003000003000003"
     "000003000003000003000003000003000003000003000003000003000003000003000003000003000003000003"
     "000003000003000003000003000003000003000003000003000003000003000003000003000003000003000003"
     "000003000003000003000003000003000003000003000003000003000003000003000003000003000003000003"
     "000003000003000003000003000003000003000003000003000003000003000003000003000400000300040000"
     "0300C880",
     0},
    {"eight sub-layers", "40010C0FFFFF0160000003000003000003000003007B15C0C0000003004000000C88", 0},
    {"nothing", "", 0},
    {"another unit", "42010C01FFFF0160000003000003000003000003007B15C0C0000003004000000C88", 0},
};

TEST(HevcVideoParameterSet, tells_the_frame_rate) {
  for (const auto& row : rows) {
    EXPECT_DOUBLE_EQ(framerate_of_video_parameter_set(bytes_of_hex(row.unit)), row.framerate)
        << row.name;
  }
}

TEST(HevcVideoParameterSet, tells_all_or_nothing_when_it_is_cut) {
  test::for_every_prefix(bytes_of_hex(rows[0].unit), [](auto prefix) {
    const double framerate = framerate_of_video_parameter_set(prefix);
    EXPECT_TRUE(framerate == 0 || framerate == 50) << "cut at " << prefix.size();
  });
}

}  // namespace
}  // namespace media::hevc
