#include "plugins/ffmpeg/messages.hpp"

#include <gmock/gmock.h>

#include <thread>
#include <vector>

namespace ffmpeg {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;
using Line = std::pair<std::uint32_t, std::string>;

class FfmpegMessages : public testing::Test {
 protected:
  FfmpegMessages() { Messages::redirect_log(); }

  std::vector<Line> lines;
  vex::Nanos now{};
  Messages messages{
      [this](std::uint32_t level, const std::string& line) { lines.emplace_back(level, line); },
      [this] { return now; },
      {"user:p%40ss", "value"}};
};

TEST_F(FfmpegMessages, are_written_with_the_level_that_they_have_for_an_exporter) {
  av_log(nullptr, AV_LOG_ERROR, "broken\n");
  av_log(nullptr, AV_LOG_WARNING, "odd\n");
  av_log(nullptr, AV_LOG_INFO, "as usual\n");
  av_log(nullptr, AV_LOG_DEBUG, "in detail\n");
  EXPECT_THAT(lines, ElementsAre(Line{VEX_LOG_WARNING, "library: broken"},
                                 Line{VEX_LOG_INFO, "library: odd"},
                                 Line{VEX_LOG_DEBUG, "library: as usual"}));
}

TEST_F(FfmpegMessages, name_the_part_that_speaks) {
  AVFormatContext* context = avformat_alloc_context();
  av_log(context, AV_LOG_ERROR, "no sync\n");
  avformat_free_context(context);
  EXPECT_THAT(lines, ElementsAre(Line{VEX_LOG_WARNING, "AVFormatContext: no sync"}));
  EXPECT_EQ(messages.complaint().line, "no sync");
}

TEST_F(FfmpegMessages, are_put_together_from_pieces) {
  av_log(nullptr, AV_LOG_ERROR, "half ");
  EXPECT_THAT(lines, IsEmpty());
  av_log(nullptr, AV_LOG_ERROR, "a line\n");
  EXPECT_THAT(lines, ElementsAre(Line{VEX_LOG_WARNING, "library: half a line"}));
}

TEST_F(FfmpegMessages, hold_no_secret) {
  av_log(nullptr, AV_LOG_ERROR, "http://user:p%%40ss@h failed, user:p%%40ss\n");
  EXPECT_THAT(lines, ElementsAre(Line{VEX_LOG_WARNING, "library: http://***@h failed, ***"}));
}

TEST_F(FfmpegMessages, hold_no_secret_of_a_playlist_or_an_option) {
  av_log(nullptr, AV_LOG_ERROR, "no 'http://h/a.ts?token=abc' with value\n");
  av_log(nullptr, AV_LOG_INFO, "Skip ('#EXT-X-DEFINE:NAME=\"t\",VALUE=\"abc\"')\n");
  EXPECT_THAT(lines,
              ElementsAre(Line{VEX_LOG_WARNING, "library: no 'http://h/a.ts?token=***' with ***"},
                          Line{VEX_LOG_DEBUG, "library: Skip ('#EXT-X-DEFINE:***"}));
}

TEST_F(FfmpegMessages, are_no_storm) {
  for (int i = 0; i < 100; ++i) av_log(nullptr, AV_LOG_ERROR, "the same\n");
  EXPECT_EQ(lines.size(), 1U);
  for (int i = 0; i < 100; ++i) av_log(nullptr, AV_LOG_ERROR, "frame %d\n", i);
  EXPECT_EQ(lines.size(), MessageGate::most_lines);
  now = seconds(61);
  lines.clear();
  av_log(nullptr, AV_LOG_ERROR, "the same\n");
  EXPECT_THAT(lines, ElementsAre(Line{VEX_LOG_DEBUG, "184 further lines of FFmpeg were left out"},
                                 Line{VEX_LOG_WARNING, "library: the same"}));
}

TEST_F(FfmpegMessages, of_other_threads_are_another_stream_s) {
  std::thread([] { av_log(nullptr, AV_LOG_ERROR, "elsewhere\n"); }).join();
  EXPECT_THAT(lines, IsEmpty());
}

}  // namespace
}  // namespace ffmpeg
