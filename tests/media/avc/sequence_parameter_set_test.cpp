#include "media/avc/sequence_parameter_set.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::avc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* unit;
  VideoFacts facts;
};

// Written by hand after 7.3.2.1, for what the encoder of the configuration records does not make.
const Row rows[] = {
    {"no timing", "6742C01EF40A0FC8", {"Constrained Baseline", "3.0", "yuv420p", 320, 240, 0}},
    {"picture order count type 1",
     "6742C01ED0E469A0507E40",
     {"Constrained Baseline", "3.0", "yuv420p", 320, 240, 0}},
    {"picture order count type 2",
     "6742C01EDA0507E4",
     {"Constrained Baseline", "3.0", "yuv420p", 320, 240, 0}},
    {"field macroblocks and cropped lines of fields",
     "674D0028F403C0223ED0",
     {"Main", "4.0", "yuv420p", 1920, 1080, 0}},
    {"cropped 4:2:2", "677A001EB6CE8141FD3215", {"High 4:2:2", "3.0", "yuv422p10le", 314, 233, 0}},
    {"cropped separate colour planes",
     "67F4001E939D0283FA642A",
     {"High 4:4:4 Predictive", "3.0", "yuv444p", 317, 233, 0}},
    {"depths that differ", "67F4001EAA3A0507E4", {"High 4:4:4 Predictive", "3.0", "", 320, 240, 0}},
    {"scaling lists that end early",
     "6764001EAD847FFFE0A49249249249249249249249249249249249249249249249740A0FC8",
     {"High", "3.0", "yuv420p", 320, 240, 0}},
    {"timing of zero",
     "6742C01EF40A0FD08000000300000300001960",
     {"Constrained Baseline", "3.0", "yuv420p", 320, 240, 0}},
    {"timing of 25 Hz",
     "6742C01EF40A0FD080000003008000001960",
     {"Constrained Baseline", "3.0", "yuv420p", 320, 240, 25}},
};

TEST(AvcSequenceParameterSet, tells_size_and_timing) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_sequence_parameter_set(bytes_of_hex(row.unit)), row.facts) << row.name;
  }
}

TEST(AvcSequenceParameterSet, keeps_the_size_when_the_timing_is_cut) {
  const VideoFacts expected{"Constrained Baseline", "3.0", "yuv420p", 320, 240, 0};
  EXPECT_EQ(read_sequence_parameter_set(bytes_of_hex("6742C01EF40A0FD080000003008000")), expected);
}

TEST(AvcSequenceParameterSet, tells_size_or_nothing_when_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.unit), [&](auto prefix) {
      const auto facts = read_sequence_parameter_set(prefix);
      EXPECT_TRUE(!facts || facts->width == row.facts.width) << row.name << " " << prefix.size();
    });
  }
}

struct RefusedRow {
  const char* name;
  const char* unit;
};

const RefusedRow refused_rows[] = {
    {"nothing", ""},
    {"a header alone", "67"},
    {"another unit", "6842C01EF40A0FC8"},
    {"picture order count type 3", "6742C01EC88141F9"},
    {"a picture order cycle of 256",
     "6742C01ED0E40080FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA0507E40"},
    {"picture order count of 17 bits", "6742C01EE390283F20"},
    {"number 32", "6742C01E043D0283F2"},
    {"frame_num of 17 bits", "6742C01E8ED0283F20"},
    {"chroma format 4", "67F4001E973A0507E4"},
    {"15 bits deep", "67F4001EA1020E8141F9"},
    {"cropped to nothing", "6742C01EF40A0FE051028E80"},
    {"cropping that overflows 32 bits", "6742C01EF40A0FE0000003003FFFFFFFC0000003007FFFFFFFE8"},
    {"2049 macroblocks wide", "6742C01EF40010023F20"},
    {"2^32 - 1 macroblocks wide", "6742C01EF40000030001FFFFFFFE3F20"},
};

TEST(AvcSequenceParameterSet, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_sequence_parameter_set(bytes_of_hex(row.unit)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::avc
