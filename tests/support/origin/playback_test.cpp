#include "tests/support/origin/playback.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/clips/clips.hpp"
#include "tests/support/origin/flv_tags.hpp"
#include "tests/support/origin/media_library.hpp"

namespace origin {
namespace {

using namespace std::chrono_literals;

MediaLibrary& library() {
  static MediaLibrary all(clips::folder());
  return all;
}

/// Plays with a clock by hand and keeps the bytes.
class Played {
 public:
  explicit Played(const std::string& query) : playback_(make(query)) {}

  /// Everything that is due up to that long after the start.
  Played& until(std::chrono::milliseconds elapsed) {
    Batch batch;
    while (playback_.due() <= start_ + elapsed) {
      batch.clear();
      playback_.take(start_ + elapsed, batch);
      for (const auto& message : batch.messages()) {
        bytes_.append(message.head).append(message.body);
      }
    }
    return *this;
  }
  void change(const std::string& query, std::chrono::milliseconds elapsed) {
    Behaviour behaviour;
    set_parameters(behaviour, query);
    playback_.change(behaviour, nullptr, start_ + elapsed);
  }

  const std::string& bytes() const { return bytes_; }
  std::vector<SeenTag> tags() const { return see_flv(bytes_).tags; }
  std::vector<SeenTag> pictures() const {
    auto found = tags();
    std::erase_if(found,
                  [](const SeenTag& tag) { return !is_video(tag) || is_sequence_header(tag); });
    return found;
  }
  std::vector<SeenTag> sequence_headers() const {
    auto found = tags();
    std::erase_if(found, [](const SeenTag& tag) { return !is_sequence_header(tag); });
    return found;
  }
  Playback::State state() const { return playback_.state(); }
  Playback::Clock::duration due() const { return playback_.due() - start_; }

 private:
  Playback make(const std::string& query) {
    Behaviour behaviour;
    set_parameters(behaviour, query);
    return {library().stream(behaviour), library().changed_stream(behaviour), behaviour, start_};
  }

  const Playback::Clock::time_point start_ = Playback::Clock::now();
  Playback playback_;
  std::string bytes_;
};

TEST(Playback, sends_the_cached_gop_at_once) {
  const auto pictures = Played("gop_cache=1000").until(0ms).pictures();
  EXPECT_EQ(pictures.size(), 26U);
  EXPECT_TRUE(is_keyframe(pictures.front()));
}

TEST(Playback, without_cache_begins_with_one_keyframe) {
  EXPECT_EQ(Played("gop_cache=0").until(0ms).pictures().size(), 1U);
}

TEST(Playback, plays_in_real_time) {
  EXPECT_EQ(Played("gop_cache=0").until(4s).pictures().size(), 101U);
}

TEST(Playback, plays_faster_or_slower) {
  EXPECT_EQ(Played("gop_cache=0&speed=0.5").until(4s).pictures().size(), 51U);
}

TEST(Playback, goes_on_without_a_seam_when_the_clip_starts_again) {
  const auto pictures = Played("gop_cache=0").until(20s).pictures();
  ASSERT_EQ(pictures.size(), 501U);
  for (std::size_t n = 0; n < pictures.size(); ++n) {
    ASSERT_EQ(pictures[n].timestamp_ms, 40 * n);
    ASSERT_EQ(is_keyframe(pictures[n]), n % 50 == 0) << n;
  }
}

TEST(Playback, audio_has_no_seam_either) {
  auto tags = Played("gop_cache=0").until(20s).tags();
  std::erase_if(tags, [](const SeenTag& tag) { return !is_audio(tag) || is_sequence_header(tag); });
  for (std::size_t n = 1; n < tags.size(); ++n) {
    const auto step = tags[n].timestamp_ms - tags[n - 1].timestamp_ms;
    ASSERT_TRUE(step == 21 || step == 22) << n << ": " << step;
  }
}

TEST(Playback, every_tag_is_followed_by_its_size) {
  for (const auto& tag : Played("").until(1s).tags()) {
    ASSERT_EQ(tag.previous_tag_size, 11 + tag.data.size());
  }
}

TEST(Playback, sends_metadata_and_headers_first) {
  const auto tags = Played("").until(0ms).tags();
  EXPECT_EQ(tags[0].type, 18);
  EXPECT_TRUE(is_video(tags[1]) && is_sequence_header(tags[1]));
  EXPECT_TRUE(is_audio(tags[2]) && is_sequence_header(tags[2]));
}

TEST(Playback, timestamps_wrap_at_32_bits) {
  const auto pictures = Played("start_ts=4294967256&gop_cache=0").until(80ms).pictures();
  ASSERT_EQ(pictures.size(), 3U);
  EXPECT_EQ(pictures[0].timestamp_ms, 4294967256U);
  EXPECT_EQ(pictures[1].timestamp_ms, 0U);
  EXPECT_EQ(pictures[2].timestamp_ms, 40U);
}

TEST(Playback, stalls_for_good) {
  Played played("stall_after=2&gop_cache=0");
  EXPECT_EQ(played.until(10s).pictures().size(), 51U);
  EXPECT_EQ(played.state(), Playback::State::silent);
}

TEST(Playback, a_stall_after_0_leaves_the_cached_gop) {
  EXPECT_EQ(Played("stall_after=0").until(10s).pictures().size(), 26U);
}

TEST(Playback, goes_on_where_it_would_be_when_the_fault_is_taken_away) {
  Played played("stall_after=1&gop_cache=0");
  played.until(4s);
  played.change("gop_cache=0", 4s);
  EXPECT_EQ(played.until(4s).pictures().size(), 101U);
}

TEST(Playback, freezes_timestamps_while_bytes_flow) {
  const auto pictures = Played("freeze_after=1&gop_cache=0").until(3s).pictures();
  ASSERT_EQ(pictures.size(), 76U);
  EXPECT_EQ(pictures.back().timestamp_ms, pictures[30].timestamp_ms);
}

TEST(Playback, cuts_within_a_tag) {
  Played played("cut_after=1&gop_cache=0");
  played.until(3s);
  EXPECT_EQ(played.state(), Playback::State::cut);
  EXPECT_FALSE(see_flv(played.bytes()).rest.empty());
}

TEST(Playback, ends_after_a_whole_tag) {
  Played played("end_after=1&gop_cache=0");
  played.until(3s);
  EXPECT_EQ(played.state(), Playback::State::ended);
  EXPECT_TRUE(see_flv(played.bytes()).rest.empty());
}

TEST(Playback, corrupts_one_tag) {
  const auto tags = Played("corrupt_after=1").until(3s).tags();
  EXPECT_EQ(
      std::count_if(tags.begin(), tags.end(), [](const SeenTag& tag) { return tag.type == 0x1d; }),
      1);
}

TEST(Playback, sends_no_keyframe_but_every_frame) {
  const auto pictures = Played("no_keyframes=1&gop_cache=0").until(4s).pictures();
  EXPECT_EQ(pictures.size(), 101U);
  EXPECT_TRUE(std::none_of(pictures.begin(), pictures.end(), is_keyframe));
}

TEST(Playback, sends_headers_late) {
  const auto tags = Played("late_headers=1&gop_cache=0").until(3s).tags();
  const auto header = std::find_if(tags.begin(), tags.end(), is_sequence_header);
  ASSERT_NE(header, tags.end());
  EXPECT_GT(std::count_if(tags.begin(), header, is_video), 25);
}

TEST(Playback, changes_the_codec_at_a_keyframe) {
  Played played("codec_change_after=1&gop_cache=0");
  const auto headers = played.until(5s).sequence_headers();
  ASSERT_EQ(headers.size(), 4U);
  EXPECT_NE(headers[0].data, headers[2].data);
  const auto pictures = played.pictures();
  for (std::size_t n = 0; n < pictures.size(); ++n) {
    ASSERT_EQ(pictures[n].timestamp_ms, 40 * n);
  }
}

TEST(Playback, without_media_sends_the_file_header_only) {
  Played played("no_media=1");
  EXPECT_EQ(played.until(10s).bytes().size(), 13U);
  EXPECT_EQ(played.state(), Playback::State::playing);
}

TEST(Playback, jumps) {
  const auto pictures = Played("jump_after=1&jump=60000&gop_cache=0").until(2s).pictures();
  ASSERT_EQ(pictures.size(), 51U);
  EXPECT_EQ(pictures[25].timestamp_ms, 1000U);
  EXPECT_EQ(pictures[26].timestamp_ms, 61040U);
}

TEST(Playback, paces_tags_into_groups) {
  Played played("pace=100&gop_cache=0");
  played.until(0ms);
  EXPECT_EQ(played.due(), 100ms);
  EXPECT_EQ(played.until(100ms).pictures().size(), 3U);
}

}  // namespace
}  // namespace origin
