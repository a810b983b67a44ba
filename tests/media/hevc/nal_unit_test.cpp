#include "media/hevc/nal_unit.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"

namespace media::hevc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* annex_b;
  bool is_keyframe;
};

const Row rows[] = {
    {"nothing", "", false},
    {"IDR_W_RADL behind the parameter sets", "000001 4001 000001 4201 000001 4401 000001 2601AF",
     true},
    {"IDR_N_LP", "000001 2801AF", true},
    {"CRA", "000001 2A01AF", true},
    {"BLA", "000001 2001AF", true},
    {"the last reserved IRAP type", "000001 2E01AF", true},
    {"TRAIL_R", "000001 0201D0", false},
    {"RASL_N", "000001 1001D0", false},
    {"a reserved type above IRAP", "000001 3001D0", false},
    {"parameter sets alone", "000001 4001 000001 4201", false},
    {"half a header", "000001 26", false},
};

TEST(HevcNalUnit, tells_a_keyframe) {
  for (const auto& row : rows) {
    const auto bytes = bytes_of_hex(row.annex_b);
    EXPECT_EQ(is_keyframe(nal::Units::annex_b(bytes)), row.is_keyframe) << row.name;
  }
}

TEST(HevcNalUnit, has_the_type_of_its_header) {
  EXPECT_EQ(nal_type(bytes_of_hex("4201")), NalType::sequence_parameter_set);
  EXPECT_EQ(nal_type(bytes_of_hex("42")), NalType::unspecified);
}

TEST(HevcNalUnit, has_the_layer_of_its_header) {
  EXPECT_EQ(layer_id(bytes_of_hex("4201")), 0U);
  EXPECT_EQ(layer_id(bytes_of_hex("4209")), 1U);
  EXPECT_EQ(layer_id(bytes_of_hex("43F9")), 63U);
}

}  // namespace
}  // namespace media::hevc
