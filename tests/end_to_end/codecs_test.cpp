// What the exporter says of each codec in FLV, against what ffprobe says of the clip that is sent.
// FFmpeg 5.1 reads none of these in FLV itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/end_to_end/exporter.hpp"
#include "tests/support/clips/clips.hpp"
#include "tests/support/oracle/oracle.hpp"
#include "tests/support/origin/server.hpp"

namespace end_to_end {
namespace {

constexpr std::chrono::seconds patience{60};

struct Form {
  const char* id;
  const char* query;
  const char* video_clip;
  const char* audio_clip;
};

constexpr Form forms[] = {
    {"h264_aac", "video=h264&audio=aac", "h264.mp4", "aac.mp4"},
    {"hevc_codec_id", "video=hevc", "hevc.mp4", "aac.mp4"},
    {"hevc_fourcc", "video=hevc&enhanced_video=1", "hevc.mp4", "aac.mp4"},
    {"av1", "video=av1", "av1.mp4", "aac.mp4"},
    {"vp9", "video=vp9", "vp9.mp4", "aac.mp4"},
    {"opus", "audio=opus", "h264.mp4", "opus.mp4"},
    {"mp3", "audio=mp3", "h264.mp4", "mp3.mp4"},
    {"enhanced_aac", "enhanced_audio=1", "h264.mp4", "aac.mp4"},
    {"multitrack", "multitrack=1&enhanced_video=1", "h264.mp4", "aac.mp4"},
};

class World {
 public:
  World() : exporter_(streams(), "defaults: {window: 4s}") {}

  static World& get() {
    static World world;
    return world;
  }

  Exporter& exporter() { return exporter_; }

 private:
  std::string streams() {
    std::string yaml = "  codecs:\n";
    for (const Form& form : forms) {
      yaml += std::string("    - {id: ") + form.id + ", url: '" +
              origin_.url(std::string("/live/") + form.id + ".flv?" + form.query) + "'}\n";
    }
    return yaml;
  }

  origin::Server origin_;
  Exporter exporter_;
};

class Codecs : public testing::TestWithParam<Form> {};

TEST_P(Codecs, are_described_as_by_ffprobe) {
  const Form& form = GetParam();
  const auto video = support::ask_oracle(clips::path(form.video_clip)).track("video");
  const auto audio = support::ask_oracle(clips::path(form.audio_clip)).track("audio");
  const Exposition::Labels labels{{"id", form.id}};
  const Exposition now = World::get().exporter().await(
      [&](const Exposition& seen) {
        return seen.value("video_stream_framerate", labels) &&
               seen.value("video_stream_playable", labels) == 1.0 &&
               seen.value("video_stream_gop_frames", {{"id", form.id}, {"stat", "last"}});
      },
      patience);

  const auto info = now.series("video_stream_info", labels);
  ASSERT_EQ(info.size(), 1U);
  EXPECT_EQ(info[0].labels.at("video_codec"), video.codec);
  EXPECT_EQ(info[0].labels.at("audio_codec"), audio.codec);
  EXPECT_EQ(now.value("video_stream_width_pixels", labels), video.width);
  EXPECT_EQ(now.value("video_stream_height_pixels", labels), video.height);
  EXPECT_EQ(now.value("video_stream_audio_sample_rate_hertz", labels), audio.sample_rate);
  EXPECT_EQ(now.value("video_stream_audio_channels", labels), audio.channels);
  EXPECT_EQ(now.value("video_stream_framerate", labels), video.frame_rate);
  EXPECT_EQ(now.value("video_stream_gop_frames", {{"id", form.id}, {"stat", "last"}}),
            static_cast<double>(video.gop_packets.at(0)));
  EXPECT_TRUE(now.series("video_stream_runs_total", labels).empty());
}

INSTANTIATE_TEST_SUITE_P(Flv, Codecs, testing::ValuesIn(forms),
                         [](const auto& test) { return std::string(test.param.id); });

}  // namespace
}  // namespace end_to_end
