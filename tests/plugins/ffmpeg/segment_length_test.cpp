#include "plugins/ffmpeg/segment_length.hpp"

#include <gtest/gtest.h>

namespace ffmpeg {
namespace {

using namespace std::chrono_literals;

class SegmentLengthTest : public testing::Test {
 protected:
  /// Frames of 40 ms that come at once, behind a wait.
  bool send_segment(vex::Nanos arrival, vex::Nanos length) {
    bool has_changed = false;
    for (vex::Nanos end = dts_ + length; dts_ < end; dts_ += 40ms) {
      has_changed = length_.take(arrival, dts_) || has_changed;
      arrival += 1ms;
    }
    return has_changed;
  }

  SegmentLength length_;
  vex::Nanos dts_{};
};

TEST_F(SegmentLengthTest, is_assumed_before_one_has_come_whole) {
  send_segment(0s, 6s);  // all that there were
  send_segment(2s, 2s);
  EXPECT_EQ(length_.longest(), 10s);
}

TEST_F(SegmentLengthTest, is_what_comes_between_two_waits) {
  send_segment(0s, 6s);
  send_segment(2s, 2s);
  EXPECT_TRUE(send_segment(4s, 2s));
  EXPECT_EQ(length_.longest(), 2s);
}

TEST_F(SegmentLengthTest, is_that_of_the_longest) {
  send_segment(0s, 6s);
  send_segment(2s, 2s);
  send_segment(4s, 4s);
  EXPECT_TRUE(send_segment(8s, 2s));
  EXPECT_FALSE(send_segment(10s, 2s));
  EXPECT_EQ(length_.longest(), 4s);
}

TEST_F(SegmentLengthTest, is_none_that_a_jump_of_the_timestamps_makes) {
  send_segment(0s, 6s);
  send_segment(2s, 2s);
  dts_ += 1h;
  EXPECT_FALSE(send_segment(4s, 2s));
  EXPECT_EQ(length_.longest(), 10s);
}

}  // namespace
}  // namespace ffmpeg
