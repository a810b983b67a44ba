#include "media/aac/configuration.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::aac {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* record;
  AudioFacts facts;
};

// The extradata of a clip by ffmpeg 5.1, and what ffprobe prints of that clip:
//   ffmpeg -f lavfi -i anullsrc=r=R:cl=L,atrim=duration=0.3 -c:a aac <options> clip.mp4
const Row encoder_rows[] = {
    {"44.1 kHz stereo", "1210 56e500", {"LC", 44100, 2}},
    {"48 kHz mono", "1188 56e500", {"LC", 48000, 1}},
    {"48 kHz 5.1", "11b0 56e500", {"LC", 48000, 6}},
    {"48 kHz 7.1", "11b8 56e500", {"LC", 48000, 8}},
    {"8 kHz mono", "1588 56e500", {"LC", 8000, 1}},
    {"96 kHz stereo", "1010 56e500", {"LC", 96000, 2}},
    {"main profile", "0a10 56e500", {"Main", 44100, 2}},  // -profile:a aac_main
    {"2.1 in a program config",
     "1180 04c4 0100 2000 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00",
     {"LC", 48000, 3}},
    {"quad in a program config",
     "1180 04c4 0400 2110 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00",
     {"LC", 48000, 4}},
    {"hexagonal in a program config",
     "1180 04c8 0800 2008 840d 4c61 7663 3539 2e33 372e 3130 3056 e500",
     {"LC", 48000, 6}},
    {"6.1 in a program config",
     "1180 04c8 4800 2000 c440 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00",
     {"LC", 48000, 7}},
    {"7.1(wide) in a program config",
     "1180 04c8 4800 2000 c640 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00",
     {"LC", 48000, 8}},
    {"octagonal in a program config",
     "1180 04c8 4800 2008 c820 0d4c 6176 6335 392e 3337 2e31 3030 56e5 00",
     {"LC", 48000, 8}},
};

// Written by hand after 1.6.2.1, for what FFmpeg's encoder does not make.
const Row hand_rows[] = {
    {"HE-AAC, hierarchical", "2b92 0800", {"HE-AAC", 44100, 2}},
    {"HE-AACv2, hierarchical", "eb8a 0800", {"HE-AACv2", 44100, 2}},
    {"HE-AAC, backward compatible", "1310 56e598", {"HE-AAC", 48000, 2}},
    {"HE-AACv2, backward compatible", "1308 56e59d4880", {"HE-AACv2", 48000, 2}},
    {"band replication signalled as absent", "1310 56e500", {"LC", 24000, 2}},
    {"a rate in hertz", "1780560c10", {"LC", 44056, 2}},
    {"both rates in hertz", "2f802b11178056220800", {"HE-AAC", 44100, 2}},
    {"configuration 11", "11d8", {"LC", 48000, 7}},
    {"configuration 12", "11e0", {"LC", 48000, 8}},
    {"configuration 13", "11e8", {"LC", 48000, 24}},
    {"configuration 14", "11f0", {"LC", 48000, 8}},
    {"core coder delay", "11920320", {"LC", 48000, 2}},
    {"mixdowns, data, coupling and comment in a program config, then band replication",
     "118004c4454329ec032345880361626356e580",
     {"HE-AAC", 96000, 6}},
    {"low delay", "b99000", {"LD", 48000, 2}},
    {"enhanced low delay", "f8e64000", {"ELD", 48000, 2}},
    {"enhanced low delay, two rates", "f8ec4180", {"ELD", 48000, 2}},
    {"enhanced low delay, one rate", "f8ec4100", {"ELD", 24000, 2}},
    {"USAC", "f946400000", {"xHE-AAC", 48000, 2}},
    {"USAC, channels in its own configuration", "f946000000", {"xHE-AAC", 48000, 0}},
    {"error resilient with protection", "899108", {"", 48000, 2}},
    {"bit sliced arithmetic coding", "b191080500", {"", 48000, 2}},
    {"scalable", "319020", {"", 48000, 2}},
};

TEST(AacConfiguration, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : encoder_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), row.facts) << row.name;
  }
}

TEST(AacConfiguration, tells_the_output_of_every_kind_of_signalling) {
  for (const auto& row : hand_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), row.facts) << row.name;
  }
}

TEST(AacConfiguration, tells_all_or_nothing_when_plain_and_cut) {
  for (const auto& row : encoder_rows) {
    test::for_every_prefix(bytes_of_hex(row.record), [&](auto prefix) {
      const auto facts = read_configuration(prefix);
      EXPECT_TRUE(!facts || *facts == row.facts) << row.name << " cut at " << prefix.size();
    });
  }
}

TEST(AacConfiguration, tells_the_core_or_nothing_when_cut) {
  for (const auto& row : hand_rows) {
    test::for_every_prefix(bytes_of_hex(row.record), [&](auto prefix) {
      const auto facts = read_configuration(prefix);
      EXPECT_TRUE(!facts || facts->sample_rate >= 7350) << row.name << " cut at " << prefix.size();
    });
  }
}

struct RefusedRow {
  const char* name;
  const char* record;
};

const RefusedRow refused_rows[] = {
    {"nothing", ""},
    {"one byte", "12"},
    {"object type 0", "0190"},
    {"reserved frequency index", "1690"},
    {"a rate of 0 Hz", "1780000010"},
    {"reserved extension frequency index", "2b968800"},
    {"reserved channel configuration 8", "11c0"},
    {"reserved channel configuration 15", "11f8"},
    {"a program config that is cut", "118004c84800"},
    {"a program config without channels", "1180000000000000"},
    {"ones", "ffffffffffffffffffff"},
};

TEST(AacConfiguration, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::aac
