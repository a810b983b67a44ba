#include "plugins/ffmpeg/track_facts.hpp"

#include <gtest/gtest.h>

namespace ffmpeg {
namespace {

TEST(FfmpegCodec, has_the_names_of_all_probes) {
  EXPECT_EQ(codec_name(AV_CODEC_ID_H264), "h264");
  EXPECT_EQ(codec_name(AV_CODEC_ID_HEVC), "hevc");
  EXPECT_EQ(codec_name(AV_CODEC_ID_AV1), "av1");
  EXPECT_EQ(codec_name(AV_CODEC_ID_VP9), "vp9");
  EXPECT_EQ(codec_name(AV_CODEC_ID_MPEG2VIDEO), "mpeg2video");
  EXPECT_EQ(codec_name(AV_CODEC_ID_AAC), "aac");
  EXPECT_EQ(codec_name(AV_CODEC_ID_MP3), "mp3");
  EXPECT_EQ(codec_name(AV_CODEC_ID_OPUS), "opus");
  EXPECT_EQ(codec_name(AV_CODEC_ID_PCM_ALAW), "g711a");
  EXPECT_EQ(codec_name(AV_CODEC_ID_PCM_MULAW), "g711u");
  EXPECT_EQ(codec_name(AV_CODEC_ID_NONE), "");
}

TEST(FfmpegLevel, is_written_as_the_specifications_do) {
  EXPECT_EQ(level_name(AV_CODEC_ID_H264, 41), "4.1");
  EXPECT_EQ(level_name(AV_CODEC_ID_H264, 40), "4.0");
  EXPECT_EQ(level_name(AV_CODEC_ID_H264, 9), "1b");
  EXPECT_EQ(level_name(AV_CODEC_ID_HEVC, 123), "4.1");
  EXPECT_EQ(level_name(AV_CODEC_ID_AV1, 8), "4.0");
  EXPECT_EQ(level_name(AV_CODEC_ID_AV1, 31), "");
  EXPECT_EQ(level_name(AV_CODEC_ID_VP9, 41), "");
  EXPECT_EQ(level_name(AV_CODEC_ID_H264, -99), "");
}

}  // namespace
}  // namespace ffmpeg
