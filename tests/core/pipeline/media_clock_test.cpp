#include "core/pipeline/media_clock.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace core::pipeline {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Nanos frame = milliseconds(40);

/// A 25 fps video stream with a keyframe every second, on time.
class Feed {
 public:
  explicit Feed(const MediaClockOptions& options = {}) : clock_(options) {}

  MediaClock& clock() { return clock_; }
  [[nodiscard]] const std::vector<ClosedWindow>& windows() const { return windows_; }

  /// `count` frames, `gap` apart on arrival.
  Feed& play(int count, Nanos gap = frame) {
    for (int i = 0; i < count; ++i) {
      last_ = clock_.take({arrival_, dts_, 1, true, frames_ % 25 == 0 && keyframes_});
      if (last_.window) windows_.push_back(*last_.window);
      arrival_ += gap;
      dts_ += frame;
      ++frames_;
    }
    return *this;
  }

  Feed& without_keyframes() {
    keyframes_ = false;
    return *this;
  }
  Feed& jump(Nanos by) {
    dts_ += by;
    return *this;
  }
  Feed& freeze(int count) {
    for (int i = 0; i < count; ++i) {
      last_ = clock_.take({arrival_, dts_ - frame, 1, true, false});
      arrival_ += frame;
    }
    return *this;
  }

  [[nodiscard]] const MediaClock::Verdict& last() const { return last_; }
  [[nodiscard]] Nanos arrival() const { return arrival_; }

 private:
  MediaClock clock_;
  Nanos arrival_{seconds(100)};
  Nanos dts_{seconds(7)};
  int frames_ = 0;
  bool keyframes_ = true;
  MediaClock::Verdict last_;
  std::vector<ClosedWindow> windows_;
};

TEST(MediaClock, does_not_run_before_the_second_packet) {
  Feed feed;
  feed.play(1);
  EXPECT_FALSE(feed.clock().last_advance());
}

TEST(MediaClock, advances_with_every_later_timestamp) {
  Feed feed;
  feed.play(2);
  EXPECT_TRUE(feed.last().advanced);
  EXPECT_EQ(feed.clock().last_advance(), feed.arrival() - frame);
}

TEST(MediaClock, stands_still_while_timestamps_are_frozen) {
  Feed feed;
  feed.play(10);
  const auto before = feed.clock().last_advance();
  feed.freeze(100);
  EXPECT_EQ(feed.clock().last_advance(), before);
}

TEST(MediaClock, is_not_deceived_by_timestamps_that_go_back_and_forth) {
  Feed feed;
  feed.play(10);
  const auto before = feed.clock().last_advance();
  for (int i = 0; i < 50; ++i) feed.jump(-2 * frame).play(1).play(1).jump(-frame).play(1);
  EXPECT_EQ(feed.clock().last_advance(), before);
}

TEST(MediaClock, goes_on_after_a_jump) {
  Feed feed;
  feed.play(10).jump(seconds(60)).play(1);
  EXPECT_FALSE(feed.last().advanced);
  feed.play(1);
  EXPECT_TRUE(feed.last().advanced);
}

TEST(MediaClock, goes_on_after_a_jump_back) {
  Feed feed;
  feed.play(1000).jump(-seconds(30)).play(2);
  EXPECT_TRUE(feed.last().advanced);
}

TEST(MediaClock, runs_by_any_track) {
  MediaClock clock({});
  clock.take({seconds(1), seconds(1), 1, true, true});
  clock.take({seconds(1), seconds(1), 2, false, true});
  EXPECT_TRUE(clock.take({seconds(2), seconds(2), 2, false, true}).advanced);
}

TEST(MediaClock, marks_the_gop_cache_as_burst) {
  Feed feed;
  feed.play(50, Nanos{});
  EXPECT_TRUE(feed.last().burst);
}

TEST(MediaClock, ends_the_burst_when_the_pace_is_that_of_the_media) {
  Feed feed;
  feed.play(50, Nanos{}).play(25);
  EXPECT_FALSE(feed.last().burst);
}

TEST(MediaClock, sees_no_burst_for_long_in_a_stream_on_time) {
  Feed feed;
  feed.play(10);
  EXPECT_FALSE(feed.last().burst);
}

TEST(MediaClock, measures_a_stream_that_stays_faster_than_real_time_after_ten_seconds) {
  Feed feed;
  feed.play(2600, frame / 8);
  EXPECT_FALSE(feed.last().burst);
}

TEST(MediaClock, sees_no_burst_in_a_file) {
  Feed feed({.aligned_to_arrival = false});
  feed.play(50, Nanos{});
  EXPECT_FALSE(feed.last().burst);
}

TEST(MediaClock, closes_a_window_at_the_first_keyframe_after_its_length) {
  Feed feed({.aligned_to_arrival = false});
  feed.play(251);
  ASSERT_EQ(feed.windows().size(), 1U);
  const ClosedWindow& window = feed.windows().front();
  EXPECT_EQ(window.cause, ClosedWindow::Cause::full);
  EXPECT_EQ(window.begin_dts, seconds(7));
  EXPECT_EQ(window.end_dts, seconds(17));
}

TEST(MediaClock, begins_the_next_window_where_the_last_one_ended) {
  Feed feed({.aligned_to_arrival = false});
  feed.play(501);
  ASSERT_EQ(feed.windows().size(), 2U);
  EXPECT_EQ(feed.windows()[1].begin_dts, feed.windows()[0].end_dts);
}

TEST(MediaClock, opens_no_window_within_the_burst) {
  Feed feed;
  feed.play(49, Nanos{}).play(1);
  EXPECT_FALSE(feed.clock().window_begin());
}

TEST(MediaClock, opens_the_first_window_at_a_keyframe) {
  Feed feed;
  feed.play(30, Nanos{}).play(300);
  ASSERT_EQ(feed.windows().size(), 1U);
  EXPECT_EQ((feed.windows()[0].begin_dts - seconds(7)) % seconds(1), Nanos{});
}

TEST(MediaClock, measures_a_stream_without_keyframes_too) {
  Feed feed({.aligned_to_arrival = false});
  feed.without_keyframes().play(900);
  EXPECT_GE(feed.windows().size(), 1U);
}

TEST(MediaClock, waits_for_a_keyframe_as_long_as_it_is_told) {
  Feed feed({.window = seconds(1000), .keyframe_wait = seconds(2), .aligned_to_arrival = false});
  feed.without_keyframes().play(50);
  EXPECT_FALSE(feed.clock().window_begin());
  feed.play(1);
  EXPECT_TRUE(feed.clock().window_begin());
}

TEST(MediaClock, breaks_the_window_at_a_jump_of_the_timestamps) {
  Feed feed({.aligned_to_arrival = false});
  feed.play(100).jump(seconds(60)).play(1);
  ASSERT_EQ(feed.windows().size(), 1U);
  EXPECT_EQ(feed.windows()[0].cause, ClosedWindow::Cause::broken);
}

TEST(MediaClock, breaks_the_window_when_timestamps_step_back) {
  Feed feed({.aligned_to_arrival = false});
  feed.play(100).jump(-seconds(1)).play(1);
  ASSERT_EQ(feed.windows().size(), 1U);
  EXPECT_EQ(feed.windows()[0].cause, ClosedWindow::Cause::broken);
}

TEST(MediaClock, ends_a_sample_with_its_last_frame) {
  Feed feed({.window = seconds(1000), .aligned_to_arrival = false});
  feed.play(250);
  const auto window = feed.clock().close(ClosedWindow::Cause::sample);
  ASSERT_TRUE(window);
  EXPECT_EQ(window->end_dts - window->begin_dts, seconds(10));
}

TEST(MediaClock, counts_the_keyframes_of_the_window) {
  Feed feed({.aligned_to_arrival = false});
  feed.play(60);
  EXPECT_EQ(feed.clock().window_keyframes(), 3U);
}

TEST(MediaClock, takes_video_for_its_reference_once_there_is_any) {
  MediaClock clock({.aligned_to_arrival = false});
  clock.take({seconds(1), seconds(1), 2, false, true});
  const auto verdict = clock.take({seconds(1), seconds(1), 1, true, true});
  ASSERT_TRUE(verdict.window);
  EXPECT_EQ(verdict.window->cause, ClosedWindow::Cause::broken);
  EXPECT_TRUE(clock.window_begin());
}

}  // namespace
}  // namespace core::pipeline
