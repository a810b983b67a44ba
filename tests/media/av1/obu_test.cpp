#include "media/av1/obu.hpp"

#include <gmock/gmock.h>

#include <vector>

#include "tests/media/bytes.hpp"

namespace media::av1 {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* temporal_unit;
  std::vector<std::size_t> payload_sizes;
  bool is_broken;
};

const Row rows[] = {
    {"nothing", "", {}, false},
    {"temporal delimiter", "1200", {0}, false},
    {"two units", "1200 0A02AABB", {0, 2}, false},
    {"the last without a size", "1200 30AABBCC", {0, 3}, false},
    {"extension", "36 48 02 AABB", {2}, false},
    {"size of two bytes", "32 8100 AA", {1}, false},
    {"size padded to eight bytes", "32 8180808080808000 AA", {1}, false},
    {"size of nine bytes", "32 818080808080808000 AA", {}, true},
    {"size above 32 bits", "32 FFFFFFFF1F AA", {}, true},
    {"size that is cut", "32 81", {}, true},
    {"extension that is cut", "36", {}, true},
    {"forbidden bit", "B2 00", {}, true},
    {"a unit longer than the bytes", "32 05 AABB", {2}, true},
};

TEST(Av1Obus, come_in_the_order_of_the_bytes) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.temporal_unit);
    std::vector<std::size_t> sizes;
    Obus obus(bytes);
    while (const auto obu = obus.next()) sizes.push_back(obu->payload.size());
    EXPECT_EQ(sizes, row.payload_sizes) << row.name;
  }
}

TEST(Av1Obus, tell_what_is_broken) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.temporal_unit);
    Obus obus(bytes);
    while (obus.next()) {
    }
    EXPECT_EQ(obus.is_broken(), row.is_broken) << row.name;
  }
}

TEST(Av1Obus, have_type_and_layers_of_their_header) {
  const auto bytes = bytes_of_hex("36 48 00");
  const auto obu = Obus(bytes).next();
  ASSERT_TRUE(obu);
  EXPECT_EQ(obu->type, ObuType::frame);
  EXPECT_EQ(obu->temporal_id, 2U);
  EXPECT_EQ(obu->spatial_id, 1U);
}

struct KeyframeRow {
  const char* name;
  const char* temporal_unit;
  bool is_keyframe;
};

const KeyframeRow keyframe_rows[] = {
    // The beginnings of the first three temporal units of a clip by ffmpeg 5.1 and libaom-av1, and
    // of
    // the first by libsvtav1:
    //   ffmpeg -f lavfi -i testsrc2=size=640x360:rate=25:duration=0.2 -c:v libaom-av1 -cpu-used 8
    //   a.ivf
    {"libaom, first", "12000a0b0000000cc4ff6736be40103290341400a0f810d86f4598", true},
    {"libaom, second, hidden frames first", "120032992029027020000011a288020821025b", false},
    {"libaom, third, a frame that is there already", "12001a01a8", false},
    {"libsvtav1, first", "12000a0b0000004aabbfc373efe40132b1bc0210008ce08000", true},
    // Written by hand.
    {"nothing", "", false},
    {"delimiter alone", "1200", false},
    {"key frame in a frame header of its own", "1A01 10", true},
    {"key frame that is not shown", "3201 00", false},
    {"inter frame", "3201 30", false},
    {"intra-only frame", "3201 50", false},
    {"frame without a payload", "3200", false},
    {"still picture of a reduced header", "0A09 1A3FC1DFC10DC00080 3201 00", true},
};

TEST(Av1Obus, tell_a_keyframe) {
  for (const auto& row : keyframe_rows) {
    EXPECT_EQ(is_keyframe(bytes_of_hex(row.temporal_unit)), row.is_keyframe) << row.name;
  }
}

}  // namespace
}  // namespace media::av1
