#include "media/avc/profile_level.hpp"

#include <gmock/gmock.h>

namespace media::avc {
namespace {

struct Row {
  ProfileLevel of;
  const char* profile;
  const char* level;
};

// The names of profiles are those of libavcodec/profiles.c; the levels follow A.3.1 and A.3.2.
const Row rows[] = {
    {{66, 0x00, 30}, "Baseline", "3.0"},
    {{66, 0x40, 31}, "Constrained Baseline", "3.1"},
    {{66, 0x50, 11}, "Constrained Baseline", "1b"},
    {{77, 0x10, 11}, "Main", "1b"},
    {{77, 0x00, 11}, "Main", "1.1"},
    {{88, 0x00, 21}, "Extended", "2.1"},
    {{100, 0x00, 9}, "High", "1b"},
    {{100, 0x10, 11}, "High", "1.1"},
    {{100, 0x00, 62}, "High", "6.2"},
    {{110, 0x00, 40}, "High 10", "4.0"},
    {{110, 0x10, 40}, "High 10 Intra", "4.0"},
    {{122, 0x00, 41}, "High 4:2:2", "4.1"},
    {{122, 0x10, 41}, "High 4:2:2 Intra", "4.1"},
    {{244, 0x00, 52}, "High 4:4:4 Predictive", "5.2"},
    {{244, 0x10, 52}, "High 4:4:4 Intra", "5.2"},
    {{44, 0x10, 52}, "CAVLC 4:4:4", "5.2"},
    {{118, 0x00, 40}, "Multiview High", "4.0"},
    {{128, 0x00, 40}, "Stereo High", "4.0"},
    {{1, 0x00, 0}, "", ""},
    {{255, 0xFF, 255}, "", ""},
};

TEST(AvcProfileLevel, names_the_profile) {
  for (const auto& row : rows) EXPECT_EQ(profile_name(row.of), row.profile);
}

TEST(AvcProfileLevel, names_the_level) {
  for (const auto& row : rows) EXPECT_EQ(level_name(row.of), row.level) << row.profile;
}

}  // namespace
}  // namespace media::avc
