#include "media/hevc/sequence_parameter_set.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::hevc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* unit;
  VideoFacts facts;
};

// Written by hand after 7.3.2.2, for what the encoder of the configuration records does not make.
const Row rows[] = {
    {"no usability information",
     "4201010160000003000003000003000003007BA00A080F16515E4930B4",
     {"Main", "4.1", "yuv420p", 320, 240, 0}},
    {"profiles and levels of sub-layers",
     "4201050160000003000003000003000003007BD000000300000300000300000300000300005A5DA00A080F1659"
     "5CAE57924C2E010000030001000003001910",
     {"Main", "4.1", "yuv420p", 320, 240, 25}},
    {"conformance window of 4:4:4",
     "4201010160000003000003000003000003007B90014101E34C85CA2BC9261680",
     {"Main", "4.1", "yuv444p", 317, 233, 0}},
    {"conformance window of 4:2:2",
     "4201010160000003000003000003000003007BB00A080F1A642B6515E4930B40",
     {"Main", "4.1", "yuv422p10le", 314, 233, 0}},
    {"conformance window of separate colour planes",
     "4201010160000003000003000003000003007B92014101E34C85CA2BC9261680",
     {"Main", "4.1", "yuv444p", 317, 233, 0}},
    {"scaling lists and PCM",
     "4201010160000003000003000003000003007BA00A080F16515E493E924924924924AAD2492492492492492492"
     "492492492492492492492492492495591249249249249249249249249249249249249249249249249559124924"
     "9249249249249249249249249249249249249249249EEF5B80400000FA40003A9804",
     {"Main", "4.1", "yuv420p", 320, 240, 60000.0 / 1001.0}},
    {"predicted reference picture sets, long-term pictures and a display window",
     "4201010160000003000003000003000003007BA00A080F16515E4930235E9E997D82C17C07E000000300200000"
     "0303C2",
     {"Main", "4.1", "yuv420p", 320, 240, 30}},
    {"usability information without timing",
     "4201010160000003000003000003000003007BA00A080F16515E4930B801",
     {"Main", "4.1", "yuv420p", 320, 240, 0}},
};

TEST(HevcSequenceParameterSet, tells_size_and_timing) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_sequence_parameter_set(bytes_of_hex(row.unit)), row.facts) << row.name;
  }
}

// The row of the display window, its timing cut.
TEST(HevcSequenceParameterSet, keeps_the_size_when_the_timing_is_cut) {
  const VideoFacts expected{"Main", "4.1", "yuv420p", 320, 240, 0};
  EXPECT_EQ(read_sequence_parameter_set(bytes_of_hex(
                "4201010160000003000003000003000003007BA00A080F16515E4930235E9E997D82C1"
                "7C07E000000300")),
            expected);
}

TEST(HevcSequenceParameterSet, tells_size_or_nothing_when_cut) {
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
    {"half a header", "42"},
    {"eight sub-layers", "42010F0160000003000003000003000003007BA00A080F16515E4930B4"},
    {"number 16", "4201010160000003000003000003000003007B08A00A080F16515E4930B4"},
    {"chroma format 4", "4201010160000003000003000003000003007B94028203C59457924C2D"},
    {"no width", "4201010160000003000003000003000003007BA80F16515E4930B4"},
    {"no height", "4201010160000003000003000003000003007BA00A0D9457924C2D"},
    {"65,536 samples wide", "4201010160000003000003000003000003007BA0000800080F16515E4930B4"},
    {"a window of nothing", "4201010160000003000003000003000003007BA00A080F181440A3E515E4930B40"},
    {"a window that overflows 32 bits",
     "4201010160000003000003000003000003007BA00A080F18000003000FFFFFFFF0000003001FFFFFFFFE515E49"
     "30B4"},
    {"17 bits deep", "4201010160000003000003000003000003007BA00A080F10A14515E4930B40"},
    {"picture order count of 17 bits",
     "4201010160000003000003000003000003007BA00A080F163857924C2D"},
    {"65 reference picture sets",
     "4201010160000003000003000003000003007BA00A080F16515E49300216DB6DB6DB6DB6DB6DB6DB6DB6DB6DB6"
     "DB6DB6DB6DB6DB6DB6D0"},
    {"17 earlier pictures in a set",
     "4201010160000003000003000003000003007BA00A080F16515E4930412FFFFFFFFED0"},
    {"17 pictures by prediction",
     "4201010160000003000003000003000003007BA00A080F16515E49306244FFFFFFFFDFFFFB40"},
    {"33 long-term pictures",
     "4201010160000003000003000003000003007BA00A080F16515E4930C1102C160B0582C160B0582C160B0582C1"
     "60B0582C160B0582C160B0582C160B0582C160B0582F40"},
    {"an enhancement layer", "4209010160000003000003000003000003007BA00A080F16515E4930B4"},
    {"another unit", "4001010160000003000003000003000003007BA00A080F16515E4930B4"},
};

TEST(HevcSequenceParameterSet, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_sequence_parameter_set(bytes_of_hex(row.unit)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::hevc
