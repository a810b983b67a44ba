#include "plugins/hls/codec_string.hpp"

#include <gtest/gtest.h>

namespace hls {
namespace {

media::VideoFacts video(const char* profile, const char* level) {
  media::VideoFacts facts;
  facts.profile = profile;
  facts.level = level;
  return facts;
}

TEST(CodecString, of_h264_has_profile_and_level) {
  EXPECT_EQ(avc_codec_string(video("High", "4.1")), "avc1.640029");
  EXPECT_EQ(avc_codec_string(video("Constrained Baseline", "3.0")), "avc1.42401E");
  EXPECT_EQ(avc_codec_string(video("Main", "1b")), "avc1");
  EXPECT_EQ(avc_codec_string({}), "avc1");
}

TEST(CodecString, of_hevc_has_profile_and_level) {
  EXPECT_EQ(hevc_codec_string(video("Main 10", "4.1")), "hvc1.2.4.L123");
  EXPECT_EQ(hevc_codec_string(video("Main", "3.1")), "hvc1.1.6.L93");
  EXPECT_EQ(hevc_codec_string(video("Main", "")), "hvc1.1");
  EXPECT_EQ(hevc_codec_string({}), "hvc1");
}

TEST(CodecString, of_aac_is_as_exact_as_the_bitstream) {
  EXPECT_EQ(aac_codec_string({.profile = "LC", .sample_rate = 48'000}), "mp4a.40.2");
  EXPECT_EQ(aac_codec_string({.profile = "LC", .sample_rate = 24'000}), "mp4a.40");
  EXPECT_EQ(aac_codec_string({.profile = "HE-AAC", .sample_rate = 48'000}), "mp4a.40.5");
  EXPECT_EQ(aac_codec_string({.profile = "HE-AACv2", .sample_rate = 48'000}), "mp4a.40.29");
}

}  // namespace
}  // namespace hls
