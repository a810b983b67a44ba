#include "media/avc/nal_unit.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::avc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* annex_b;
  bool is_keyframe;
};

const Row rows[] = {
    {"nothing", "", false},
    {"IDR slice", "000001 6588", true},
    {"IDR slice behind delimiter and parameter sets",
     "000001 09F0 000001 6742 000001 68CE 000001 6588", true},
    {"slice of another picture", "000001 09F0 000001 419A", false},
    {"data partition", "000001 429A", false},
    {"parameter sets alone", "000001 6742 000001 68CE", false},
    {"recovery point SEI", "000001 06 06 01 C4 80 000001 419A", true},
    {"recovery point behind a long message", "000001 06 05 02 AABB 06 01 C4 80 000001 419A", true},
    {"another SEI message", "000001 06 01 01 12 80 000001 419A", false},
    {"SEI message longer than its unit", "000001 06 05 FF FF FF 80 000001 419A", false},
    {"a recovery point behind the picture is another's", "000001 419A 000001 06 06 01 C4 80",
     false},
};

TEST(AvcNalUnit, tells_a_keyframe) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.annex_b);
    EXPECT_EQ(is_keyframe(nal::Units::annex_b(bytes)), row.is_keyframe) << row.name;
  }
}

TEST(AvcNalUnit, tells_a_keyframe_from_the_first_bytes_of_a_long_slice) {
  const auto bytes = bytes_of_hex("00000002 09F0 0000FFFF 6588");
  EXPECT_TRUE(is_keyframe(nal::Units::length_prefixed(bytes, 4)));
}

TEST(AvcNalUnit, has_the_type_of_its_header) {
  EXPECT_EQ(nal_type(bytes_of_hex("67 42")), NalType::sequence_parameter_set);
  EXPECT_EQ(nal_type(bytes_of_hex("25")), NalType::idr_slice);
  EXPECT_EQ(nal_type({}), NalType::unspecified);
}

}  // namespace
}  // namespace media::avc
