#include "media/av1/sequence_header.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::av1 {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* payload;
  VideoFacts facts;
};

// Written by hand after 5.5.1, for what the encoders of the configuration records do not make.
const Row rows[] = {
    {"level 5.1", "0000006BFC1DFC10DC018008", {"Main", "5.1", "yuv420p", 1920, 1080, 0}},
    {"reduced header of a still picture",
     "1A3FC1DFC10DC00080",
     {"Main", "4.0", "yuv420p", 1920, 1080, 0}},
    {"two ticks a picture",
     "0400000FA40003A9828000035FE0EFE086E00C0040",
     {"Main", "5.1", "yuv420p", 1920, 1080, 30000.0 / 1001.0}},
    {"pictures of unequal length",
     "0400000FA40003A98000001AFF077F0437006002",
     {"Main", "5.1", "yuv420p", 1920, 1080, 0}},
    {"decoder model and two operating points",
     "0400000FA40003A983A4000000052984C05380A036620253FC1DFC10DC018008",
     {"Main", "4.1", "yuv420p", 1920, 1080, 60000.0 / 1001.0}},
    {"level 31 is none", "000000FBFC1DFC10DC018008", {"Main", "", "yuv420p", 1920, 1080, 0}},
    {"a reserved level", "000000C3FC1DFC10DC018008", {"Main", "", "yuv420p", 1920, 1080, 0}},
    {"frame numbers, order hint and forced screen content",
     "0000006BFC1DFC10DEA8075C0020",
     {"Main", "5.1", "yuv420p", 1920, 1080, 0}},
    {"no screen content", "0000006BFC1DFC10DC000008", {"Main", "5.1", "yuv420p", 1920, 1080, 0}},
    {"4:4:4 of twelve bits",
     "4000006BFC1DFC10DC018C88",
     {"Professional", "5.1", "yuv444p12le", 1920, 1080, 0}},
    {"4:2:2 of twelve bits",
     "4000006BFC1DFC10DC018CC4",
     {"Professional", "5.1", "yuv422p12le", 1920, 1080, 0}},
    {"4:2:0 of twelve bits",
     "4000006BFC1DFC10DC018CE9",
     {"Professional", "5.1", "yuv420p12le", 1920, 1080, 0}},
    {"4:2:2 of eight bits",
     "4000006BFC1DFC10DC018120",
     {"Professional", "5.1", "yuv422p", 1920, 1080, 0}},
    {"monochrome of ten bits with its colours described",
     "0000006BFC1DFC10DC018E12201340",
     {"Main", "5.1", "gray10le", 1920, 1080, 0}},
};

TEST(Av1SequenceHeader, tells_size_and_timing) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_sequence_header(bytes_of_hex(row.payload)), row.facts) << row.name;
  }
}

TEST(Av1SequenceHeader, is_refused_when_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.payload), [&](auto prefix) {
      // The last byte may hold nothing but trailing bits.
      const auto facts = read_sequence_header(prefix);
      EXPECT_TRUE(!facts || *facts == row.facts) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(Av1SequenceHeader, is_refused_for_a_reserved_profile) {
  EXPECT_EQ(read_sequence_header(bytes_of_hex("6000006BFC1DFC10DC018008")), std::nullopt);
}

TEST(Av1SequenceHeader, takes_a_tick_count_of_32_zeros_as_the_greatest_number) {
  const auto facts =
      read_sequence_header(bytes_of_hex("0400000FA40003A9820000000100000D7F83BF821B803001"));
  ASSERT_TRUE(facts);
  EXPECT_DOUBLE_EQ(facts->framerate, 60000.0 / (1001.0 * 4294967296.0));
}

}  // namespace
}  // namespace media::av1
