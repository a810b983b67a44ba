#include "media/hevc/configuration.hpp"

#include <gmock/gmock.h>

#include "tests/media/bytes.hpp"
#include "tests/media/facts_output.hpp"

namespace media::hevc {
namespace {

using test::bytes_of_hex;

struct Row {
  const char* name;
  const char* record;
  VideoFacts facts;
};

// Each record is the hvcC box of a clip by ffmpeg 5.1 and libx265 (-x265-params info=0 throughout),
// and the facts are what ffprobe prints of that clip, the level divided by 30:
//   ffmpeg -f lavfi -i testsrc2=size=S:rate=R:duration=0.2 -c:v libx265 <options> clip.mp4
const Row rows[] = {
    // S=1920x1080 R=25 -preset ultrafast -pix_fmt yuv420p -x265-params level-idc=4.1
    {"1080 lines",
     "0121600000009000000000007bf000fcfdf8f800000f03200001001840010c01ffff216000000300900000030000"
     "03007b959409210001002b42010121600000030090000003000003007ba003c0801107cb965654a4c2f016808000"
     "0003008000000c8422000100064401c073c189",
     {"Main", "4.1", "yuv420p", 1920, 1080, 25}},
    // S=1280x720 R=50 -preset ultrafast -pix_fmt yuv420p10le
    {"ten bits",
     "01022000000090000000000078f000fcfdfafa00000f03200001001840010c01ffff022000000300900000030000"
     "030078959409210001002a420101022000000300900000030000030078a00280802d136595952930bc05a0200000"
     "0300200000064122000100064401c073c189",
     {"Main 10", "4.0", "yuv420p10le", 1280, 720, 50}},
    // S=640x360 R=30000/1001 -preset ultrafast -pix_fmt yuv420p
    {"29.97 Hz, cropped",
     "0101600000009000000000003ff000fcfdf8f800000f03200001001840010c01ffff016000000300900000030000"
     "03003f959409210001002942010101600000030090000003000003003fa005020171f2e595952930bc05a0200000"
     "7d20000ea60122000100064401c073c189",
     {"Main", "2.1", "yuv420p", 640, 360, 30000.0 / 1001.0}},
    // S=322x182 R=24 -preset ultrafast -pix_fmt yuv422p10le
    {"4:2:2 of an odd size",
     "0104080000009d08000000003cf000fcfefafa00000f03200001001740010c01ffff0408000003009d0800000300"
     "003c959409210001002b4201010408000003009d0800000300003cb00a880c1c445b6595952930bc05a020000003"
     "0020000003030122000100064401c073c189",
     {"Rext", "2.0", "yuv422p10le", 322, 182, 24}},
    // S=320x240 R=12.5 -preset ultrafast -pix_fmt yuv444p12le
    {"4:4:4 of twelve bits",
     "0104080000009808000000003cf000fcfffcfc00000f03200001001740010c01ffff040800000300980800000300"
     "003c9594092100010029420101040800000300980800000300003c90014101e2294b2b2a5261780b404000000300"
     "800000064222000100084401c07318301890",
     {"Rext", "2.0", "yuv444p12le", 320, 240, 12.5}},
    // S=128x96 R=15 -preset ultrafast -pix_fmt gray
    {"monochrome",
     "0104080000009fc8000000001ef000fcfcf8f800000f03200001001740010c01ffff0408000003009fc800000300"
     "001e95940921000100274201010408000003009fc800000300001ec0408185965654a4c2f016c080000003008000"
     "00078422000100064401c073c189",
     {"Rext", "1.0", "gray", 128, 96, 15}},
    // S=854x480 R=60 -preset ultrafast -pix_fmt yuv420p -color_range pc -colorspace bt709
    // -x265-params range=full
    {"full range",
     "0101600000009000000000005df000fcfdf8f800000f03200001001840010c01ffff016000000300900000030000"
     "03005d959409210001002d42010101600000030090000003000003005da006c201e1cde595952930bc05b8101008"
     "2000000300200000078122000100064401c073c189",
     {"Main", "3.1", "yuvj420p", 854, 480, 60}},
    // S=320x240 R=25 -preset slow -pix_fmt yuv420p -x265-params scaling-
    // list=default:hrd=1:vbv-bufsize=1000:vbv-maxrate=1000:level-idc=5:high-tier=1
    {"buffering in the usability information",
     "01016000000090000000000096f000fcfdf8f800000f04200001001840010c01ffff016000000300900000030000"
     "0300969598092100010035420101016000000300900000030000030096a00a080f165959a49395e02d0100000300"
     "0100000300196014965e000f424001e8488022000100074401c172b4624027000100064e0181010f80",
     {"Main", "5.0", "yuv420p", 320, 240, 25}},
    // S=320x240 R=25 -preset ultrafast -pix_fmt gbrp
    {"RGB",
     "0104080000009e08000000003cf000fcfff8f800000f03200001001740010c01ffff0408000003009e0800000300"
     "003c959409210001002b4201010408000003009e0800000300003c90014101e2cb2b2a5261780b70202000400000"
     "0300400000064222000100084401c07318301890",
     {"Rext", "2.0", "gbrp", 320, 240, 25}},
    // S=640x480 R=50 -preset medium -pix_fmt yuv420p -x265-params temporal-
    // layers=1:hdr10=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:aud=1
    {"two temporal layers",
     "0101600000009000000000005af000fcfdf8f800001304200001001c40010c02ffff016000000300900000030000"
     "03005a00009598acc048210001003142010201600000030090000003000003005a0000a0050201e1659598acd249"
     "95e02d42440241000003000100000300320822000100074401c172b4624027000200094e01900403e8019080001e"
     "4e01891833c286c41d4c0bb884d03e803d13404200989680000003000180",
     {"Main", "3.0", "yuv420p", 640, 480, 50}},
};

TEST(HevcConfiguration, tells_what_ffprobe_tells_of_the_same_clip) {
  for (const auto& row : rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), row.facts) << row.name;
  }
}

TEST(HevcConfiguration, tells_all_or_nothing_when_it_is_cut) {
  for (const auto& row : rows) {
    test::for_every_prefix(bytes_of_hex(row.record), [&](auto prefix) {
      const auto facts = read_configuration(prefix);
      EXPECT_TRUE(!facts || *facts == row.facts) << row.name << " cut at " << prefix.size();
    });
  }
}

// Written by hand: 25 Hz in the sequence parameter set, 50 Hz in the video parameter set.
const char* const two_frame_rates =
    "0101600000009000000000007BF000FCFDF8F819000F02200001002240010C01FFFF01600000030000030000030000"
    "03007B15C0C0000003004000000C8821000100294201010160000003000003000003000003007BA00A080F16515E49"
    "30"
    "B8040000030004000003006440";

TEST(HevcConfiguration, prefers_the_frame_rate_of_the_video_parameter_set) {
  const auto facts = read_configuration(bytes_of_hex(two_frame_rates));
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->framerate, 50);
}

TEST(HevcConfiguration, tells_its_own_fields_without_a_parameter_set) {
  const VideoFacts expected{"Main 10", "5.1", "yuv420p10le", 0, 0, 25};
  const auto record = bytes_of_hex("01 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0f 00");
  EXPECT_EQ(read_configuration(record), expected);
}

// The parameter sets of two_frame_rates, the enhancement layer's first.
TEST(HevcConfiguration, tells_the_same_of_parameter_sets_in_the_stream) {
  const auto bytes = bytes_of_hex(
      "00000001 40010C01FFFF0160000003000003000003000003007B15C0C0000003004000000C88"
      "00000001 4209010160000003"
      "00000001 4201010160000003000003000003000003007BA00A080F16515E4930B8040000030004000003006440"
      "00000001 2601AF");
  const VideoFacts expected{"Main", "4.1", "yuv420p", 320, 240, 50};
  EXPECT_EQ(read_parameter_sets(nal::Units::annex_b(bytes)), expected);
}

TEST(HevcConfiguration, tells_the_size_of_nal_lengths) {
  const auto record = bytes_of_hex("01 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0d 00");
  EXPECT_EQ(nal_length_size(record), 2U);
}

struct RefusedRow {
  const char* name;
  const char* record;
};

const RefusedRow refused_rows[] = {
    {"nothing", ""},
    {"another version", "02 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0f 00"},
    {"NAL lengths of three bytes", "01 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0e 00"},
    {"an array that is missing", "01 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0f 01"},
    {"an array of 65,535 units that are missing",
     "01 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0f 01 21 ffff"},
    {"a sequence parameter set of zeros",
     "01 02 20000000 900000000000 99 f000 fc fd fa fa 1900 0f 01 21 0001 0008 4201000000000000"},
};

TEST(HevcConfiguration, is_refused_when_it_makes_no_sense) {
  for (const auto& row : refused_rows) {
    EXPECT_EQ(read_configuration(bytes_of_hex(row.record)), std::nullopt) << row.name;
  }
}

}  // namespace
}  // namespace media::hevc
